import type { Command } from "commander";
import { keyValues, texts, wholeNumber } from "./parse-values.js";
import {
  queueCreate,
  queueDelete,
  queueUpdate,
  type QueueCreateFlags,
  type QueueUpdateFlags,
} from "./queue-changes.js";
import { queueList, queueShow } from "./queue-list.js";
import { latencyPolicies } from "./queue-values.js";
import { remoteFlags, type Done } from "./remote-flags.js";
import type { RemoteFlags } from "./remote.js";
import type { Terminal } from "./terminal.js";

export function addQueue(program: Command, terminal: Terminal, done: Done): void {
  const queue = program
    .command("queue")
    .summary("make, list, show, change and delete queues that place sessions over fleets and regions")
    .description(
      "Queues: where sessions are to be placed, over fleets and regions, in an order, within latencies; gse placement places them. " +
        "A DESTINATION is a fleet or an alias by its name, its id or the beginning of that, with its region before it where " +
        "that is another one (na-siliconvalley:arena), or a whole qcs::gse:… name.",
    );

  latencyFlag(remoteFlags(queue.command("create"), "print the queue as JSON"))
    .description("Makes a queue.")
    .argument("<NAME>")
    .option("--to <destination...>", "where it places sessions: the first that has room and is near enough", texts)
    .option("--timeout <seconds>", "how long a placement may wait (default: 600)", wholeNumber(0))
    .option("--tag <key=value>", "a tag (repeatable)", keyValues)
    .addHelpText("after", createHelp)
    .action(async (name: string, flags: QueueCreateFlags) => {
      done(await queueCreate(name, flags, terminal));
    });

  remoteFlags(queue.command("list"), "print the queues as JSON")
    .description("Lists the queues of the region.")
    .action(async (flags: RemoteFlags) => {
      done(await queueList(flags, terminal));
    });

  remoteFlags(queue.command("show"), "print it as JSON")
    .description("Shows all about a queue, and how its destinations fare.")
    .argument("<NAME>")
    .action(async (name: string, flags: RemoteFlags) => {
      done(await queueShow(name, flags, terminal));
    });

  latencyFlag(remoteFlags(queue.command("update"), "print the queue as JSON"))
    .description("Changes a queue; what is not named stays as it is.")
    .argument("<NAME>")
    .option("--to <destination...>", "all of its destinations from now on", texts)
    .option("--add <destination...>", "further ones, behind those that it has", texts)
    .option("--remove <destination...>", "those that it shall not place on any more", texts)
    .option("--timeout <seconds>", "how long a placement may wait", wholeNumber(0))
    .option("--any-latency", "no limits any more")
    .action(async (name: string, flags: QueueUpdateFlags) => {
      done(await queueUpdate(name, flags, terminal));
    });

  remoteFlags(queue.command("delete"), "print its name as JSON")
    .description("Deletes a queue; the fleets and aliases that it leads to stay.")
    .argument("<NAME>")
    .action(async (name: string, flags: RemoteFlags) => {
      done(await queueDelete(name, flags, terminal));
    });
}

const latencyFlag = (command: Command): Command =>
  command.option(
    "--latency <ms:seconds...>",
    "the most that each player may have, and for how long it is tried before the next: 80ms:10s 100ms:10s 150ms",
    latencyPolicies,
  );

const createHelp = `
Examples:
  gse queue create arena --to live na-siliconvalley:live
  gse queue create arena --to live na-siliconvalley:live --latency 80ms:10s 100ms:10s 150ms --timeout 30
`;
