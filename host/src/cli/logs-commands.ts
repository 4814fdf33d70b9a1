import type { Command } from "commander";
import { logs, type LogsFlags } from "./logs.js";
import { wholeNumber } from "./parse-values.js";
import { remoteFlags, type Done } from "./remote-flags.js";
import type { Terminal } from "./terminal.js";

export function addLogs(program: Command, terminal: Terminal, done: Done): void {
  remoteFlags(program.command("logs"), "print names and links as JSON, and read nothing")
    .summary("show what a process, a session, an instance or an event's step wrote")
    .description(
      "Shows the end of a log. WHAT is the id of a process (or its beginning, or its PID while it runs), of a session (or its name, or latest), of an " +
        "instance, or of a fleet's event.",
    )
    .argument("<WHAT>")
    .option("-n, --lines <n>", "how many lines of the end", wholeNumber(0), 50)
    .option("-f, --follow", "show what comes, too, until Ctrl-C")
    .option("--fleet <fleet>", "look in this fleet only")
    .option("--save <file>", "write all of it to a file; of a session that is a ZIP with all its files")
    .action(async (what: string, flags: LogsFlags) => {
      done(await logs(what, flags, terminal));
    });
}
