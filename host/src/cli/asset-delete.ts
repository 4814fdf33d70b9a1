import { exitCodes, type ExitCode } from "./exit.js";
import { findAsset } from "./find-asset.js";
import { printable } from "./printable.js";
import { regionOf, withHost, type RemoteFlags } from "./remote.js";
import { print, type Terminal } from "./terminal.js";

/** `gse asset delete ASSET`: one of which there is no fleet, and its package with it. */
export function assetDelete(meant: string, flags: RemoteFlags, terminal: Terminal): Promise<ExitCode> {
  return withHost(flags, terminal, async (client) => {
    const { AssetId, AssetName } = await findAsset(client, meant, regionOf(flags, terminal));
    await client.call("DeleteAsset", { AssetId });
    if (flags.json === true) print(terminal, JSON.stringify({ AssetId }));
    else print(terminal, `${terminal.colors.green("✓")} ${AssetId} (${printable(AssetName)}) is deleted`);
    return exitCodes.done;
  });
}
