import { programName } from "./banner.js";
import { exitCodes, type ExitCode } from "./exit.js";
import { allAssets } from "./find-asset.js";
import { printable } from "./printable.js";
import { regionOf, withHost, type RemoteFlags } from "./remote.js";
import { table } from "./table.js";
import { print, type Terminal } from "./terminal.js";

/** `gse asset list`: those of the region, newest first. */
export function assetList(flags: RemoteFlags, terminal: Terminal): Promise<ExitCode> {
  return withHost(flags, terminal, async (client) => {
    const assets = await allAssets(client, regionOf(flags, terminal));
    if (flags.json === true) print(terminal, JSON.stringify(assets));
    else if (assets.length === 0)
      print(terminal, `There is no asset; make one with: ${programName(terminal)} asset upload DIR`);
    else
      print(
        terminal,
        table(
          ["ASSET", "NAME", "VERSION", "SIZE", "FLEETS", "CREATED (UTC)"].map(terminal.colors.dim),
          assets.map((asset) => [
            asset.AssetId,
            printable(asset.AssetName),
            printable(asset.AssetVersion),
            asset.Size,
            String(asset.BindFleetNum),
            asset.CreateTime,
          ]),
        ),
      );
    return exitCodes.done;
  });
}
