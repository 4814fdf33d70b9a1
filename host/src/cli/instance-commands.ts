import type { Command } from "commander";
import { instanceReserve, instanceWeight, type InstanceReserveFlags } from "./instance-changes.js";
import { instanceList, type InstanceListFlags } from "./instance-list.js";
import { wholeNumber } from "./parse-values.js";
import { remoteFlags, type Done } from "./remote-flags.js";
import type { RemoteFlags } from "./remote.js";
import type { Terminal } from "./terminal.js";

export function addInstance(program: Command, terminal: Terminal, done: Done): void {
  const instance = program
    .command("instance")
    .summary("list the instances of fleets, and say which are preferred or kept")
    .description("Instances of fleets. An INSTANCE may be given by the beginning of its id.");

  remoteFlags(instance.command("list"), "print the instances as JSON")
    .description("Lists the instances of a fleet, or of all.")
    .option("--fleet <fleet>", "only those of this fleet")
    .action(async (flags: InstanceListFlags) => {
      done(await instanceList(flags, terminal));
    });

  remoteFlags(instance.command("weight"), "print the response as JSON")
    .description("Says how much an instance is preferred for new sessions: 0 to 10, usually 5; 0: it gets none.")
    .argument("<INSTANCE>")
    .argument("<WEIGHT>", "0 to 10", wholeNumber(0))
    .action(async (id: string, weight: number, flags: RemoteFlags) => {
      done(await instanceWeight(id, weight, flags, terminal));
    });

  remoteFlags(instance.command("reserve"), "print the response as JSON")
    .description("Keeps an instance for somebody who wants to look into it: it is never chosen to go.")
    .argument("<INSTANCE>")
    .option("--off", "give it free again")
    .action(async (id: string, flags: InstanceReserveFlags) => {
      done(await instanceReserve(id, flags, terminal));
    });
}
