import { exitCodes, type ExitCode } from "./exit.js";
import { findAsset } from "./find-asset.js";
import { printable } from "./printable.js";
import { regionOf, withHost, type RemoteFlags } from "./remote.js";
import { fields } from "./table.js";
import { print, type Terminal } from "./terminal.js";

/** `gse asset show ASSET`. */
export function assetShow(meant: string, flags: RemoteFlags, terminal: Terminal): Promise<ExitCode> {
  return withHost(flags, terminal, async (client) => {
    const asset = await findAsset(client, meant, regionOf(flags, terminal));
    if (flags.json === true) print(terminal, JSON.stringify(asset));
    else
      print(
        terminal,
        fields([
          ["asset", asset.AssetId],
          ["name", printable(asset.AssetName)],
          ["version", printable(asset.AssetVersion)],
          ["size", asset.Size],
          ["system", printable(asset.OperateSystem)],
          ["created", `${asset.CreateTime} UTC`],
          ["fleets", String(asset.BindFleetNum)],
          ["tags", asset.Tags.map(({ Key, Value }) => `${printable(Key)}=${printable(Value)}`).join(" ")],
          ["arn", asset.AssetArn],
        ]),
      );
    return exitCodes.done;
  });
}
