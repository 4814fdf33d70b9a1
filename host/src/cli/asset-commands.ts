import type { Command } from "commander";
import { assetDelete } from "./asset-delete.js";
import { assetList } from "./asset-list.js";
import { assetShow } from "./asset-show.js";
import { assetUpdate, type AssetUpdateFlags } from "./asset-update.js";
import { assetUpload, type AssetUploadFlags } from "./asset-upload.js";
import { keyValues } from "./parse-values.js";
import { remoteFlags, type Done } from "./remote-flags.js";
import type { RemoteFlags } from "./remote.js";
import type { Terminal } from "./terminal.js";

export function addAsset(program: Command, terminal: Terminal, done: Done): void {
  const asset = program
    .command("asset")
    .summary("upload, list, show and delete packages of game servers")
    .description("Packages of game servers. An ASSET may be given by its name, the beginning of its id, or as latest.");

  remoteFlags(asset.command("upload"), "print the asset as JSON")
    .description(
      "Packs a folder as a ZIP, with its rights and links, and uploads it; or uploads a ZIP that is packed already. What is in the " +
        "folder comes to /local/game/ of every instance; .git and .gse are left out.",
    )
    .argument("<DIR|ZIP>", "the folder of the game server, or a ZIP of its content")
    .option("--name <text>", "what people call it (default: as the folder)")
    .option("--asset-version <text>", "(default: the time)")
    .option("--os <system>", "a label: it runs on this machine's", "CentOS7.16")
    .option("--image-id <id>", "of DescribeAssetSystems, for any other system")
    .option("--tag <key=value>", "a tag (repeatable)", keyValues)
    .option("--follow-links", "pack what links to outside of the folder point to, in their place")
    .addHelpText("after", uploadHelp)
    .action(async (path: string, flags: AssetUploadFlags) => {
      done(await assetUpload(path, flags, terminal));
    });

  remoteFlags(asset.command("list"), "print the assets as JSON")
    .description("Lists the assets of the region, newest first.")
    .action(async (flags: RemoteFlags) => {
      done(await assetList(flags, terminal));
    });

  remoteFlags(asset.command("show"), "print it as JSON")
    .description("Shows all about an asset.")
    .argument("<ASSET>")
    .action(async (meant: string, flags: RemoteFlags) => {
      done(await assetShow(meant, flags, terminal));
    });

  remoteFlags(asset.command("update"), "print what it is now as JSON")
    .description("Gives an asset another name or version; its package stays what it is.")
    .argument("<ASSET>")
    .option("--name <text>", "what people call it")
    .option("--asset-version <text>", "its version")
    .action(async (meant: string, flags: AssetUpdateFlags) => {
      done(await assetUpdate(meant, flags, terminal));
    });

  remoteFlags(asset.command("delete"), "print its id as JSON")
    .description("Deletes an asset of which there is no fleet, and its package.")
    .argument("<ASSET>")
    .action(async (meant: string, flags: RemoteFlags) => {
      done(await assetDelete(meant, flags, terminal));
    });
}

const uploadHelp = `
Examples:
  gse asset upload dist --name chat --asset-version 1.4
  gse asset upload build/server.zip --tag team=red
`;
