import type { Command } from "commander";
import { askConsoleLink } from "../client/console-link.js";
import { exitCodes, type ExitCode } from "./exit.js";
import { remoteFlags, type Done } from "./remote-flags.js";
import { clientOptions, reportFailures, type RemoteFlags } from "./remote.js";
import { print, type Terminal } from "./terminal.js";

export function addConsole(program: Command, terminal: Terminal, done: Done): void {
  remoteFlags(program.command("console"), '{"Url": "…"}, for a program')
    .summary("print an address that opens the web console, logged in")
    .description(
      "Prints an address that opens the host's web console and logs in whoever opens it first, within 15 minutes. " +
        "The address is a key: give it to nobody who may not have one.",
    )
    .action(async (flags: RemoteFlags) => {
      done(await printConsoleLink(flags, terminal));
    });
}

/** `gse console`: one line, so that `xdg-open "$(gse console)"` works. */
const printConsoleLink = (flags: RemoteFlags, terminal: Terminal): Promise<ExitCode> =>
  reportFailures(flags, terminal, async () => {
    const Url = await askConsoleLink(clientOptions(flags, terminal));
    print(terminal, flags.json === true ? JSON.stringify({ Url }) : Url);
    return exitCodes.done;
  });
