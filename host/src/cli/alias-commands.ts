import type { Command } from "commander";
import {
  aliasClose,
  aliasCreate,
  aliasDelete,
  aliasSwitch,
  type AliasCloseFlags,
  type AliasCreateFlags,
  type AliasSwitchFlags,
} from "./alias-changes.js";
import { aliasList, aliasShow } from "./alias-list.js";
import { keyValues, wholeNumber } from "./parse-values.js";
import { remoteFlags, type Done } from "./remote-flags.js";
import type { RemoteFlags } from "./remote.js";
import type { Terminal } from "./terminal.js";

export function addAlias(program: Command, terminal: Terminal, done: Done): void {
  const alias = program
    .command("alias")
    .summary("make, list, switch and delete names that lead to fleets")
    .description(
      "Names that lead to fleets: clients keep the alias, and an update switches it to another fleet. An ALIAS may be given by its " +
        "name, the beginning of its id, or as latest.",
    );

  remoteFlags(alias.command("create"), "print the alias as JSON")
    .description("Makes an alias that leads to a fleet, or nowhere, with a message that says why.")
    .argument("[NAME]", "what people call it")
    .option("--name <text>", "the same as NAME")
    .option("--fleet <fleet>", "where it leads")
    .option("--message <text>", "it leads nowhere, and clients are told this")
    .option("--description <text>", "what it is for")
    .option("--tag <key=value>", "a tag (repeatable)", keyValues)
    .action(async (name: string | undefined, flags: AliasCreateFlags) => {
      done(await aliasCreate(name, flags, terminal));
    });

  remoteFlags(alias.command("list"), "print the aliases as JSON")
    .description("Lists the aliases of the region, newest first.")
    .action(async (flags: RemoteFlags) => {
      done(await aliasList(flags, terminal));
    });

  remoteFlags(alias.command("show"), "print it as JSON")
    .description("Shows all about an alias.")
    .argument("<ALIAS>")
    .action(async (meant: string, flags: RemoteFlags) => {
      done(await aliasShow(meant, flags, terminal));
    });

  remoteFlags(alias.command("switch"), "print the alias as JSON")
    .description(
      "Has an alias lead to another fleet. New sessions go there at once; those that run stay where they are.",
    )
    .argument("<ALIAS>")
    .requiredOption("--to <fleet>", "where it leads from now on")
    .option("--wait-empty", "wait until no session runs on the fleet before")
    .option("--timeout <seconds>", "how long to wait", wholeNumber(1), 86_400)
    .action(async (meant: string, flags: AliasSwitchFlags) => {
      done(await aliasSwitch(meant, flags, terminal));
    });

  remoteFlags(alias.command("close"), "print the alias as JSON")
    .description(
      "Has an alias lead nowhere (TERMINAL): who wants a session by it is told the message. Sessions that run go on.",
    )
    .argument("<ALIAS>")
    .requiredOption("--message <text>", "what clients are told")
    .action(async (meant: string, flags: AliasCloseFlags) => {
      done(await aliasClose(meant, flags, terminal));
    });

  remoteFlags(alias.command("delete"), "print its id as JSON")
    .description("Deletes an alias; its fleet stays.")
    .argument("<ALIAS>")
    .action(async (meant: string, flags: RemoteFlags) => {
      done(await aliasDelete(meant, flags, terminal));
    });
}
