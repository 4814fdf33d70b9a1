import { exitCodes, usageError, type ExitCode } from "./exit.js";
import { findAsset } from "./find-asset.js";
import { printable } from "./printable.js";
import { regionOf, withHost, type RemoteFlags } from "./remote.js";
import { print, type Terminal } from "./terminal.js";

export interface AssetUpdateFlags extends RemoteFlags {
  readonly name?: string;
  readonly assetVersion?: string;
}

/** `gse asset update ASSET`: another name or version; its package stays what it is. */
export function assetUpdate(meant: string, flags: AssetUpdateFlags, terminal: Terminal): Promise<ExitCode> {
  return withHost(flags, terminal, async (client) => {
    if (flags.name === undefined && flags.assetVersion === undefined)
      throw usageError("say what to change: --name TEXT, --asset-version TEXT");
    const found = await findAsset(client, meant, regionOf(flags, terminal));
    const { AssetId } = found;
    const AssetName = flags.name ?? found.AssetName;
    const AssetVersion = flags.assetVersion ?? found.AssetVersion;
    await client.call("UpdateAsset", { AssetId, AssetName, AssetVersion });
    if (flags.json === true) print(terminal, JSON.stringify({ AssetId, AssetName, AssetVersion }));
    else
      print(
        terminal,
        `${terminal.colors.green("✓")} ${AssetId} is ${printable(AssetName)}, version ${printable(AssetVersion)}`,
      );
    return exitCodes.done;
  });
}
