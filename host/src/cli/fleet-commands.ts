import { Option, type Command } from "commander";
import { protectionPolicies } from "../model/index.js";
import { fleetCapacity, fleetPorts, fleetRuntime, fleetScale } from "./fleet-changes.js";
import type { FleetPortsFlags, FleetScaleFlags } from "./fleet-changes.js";
import { fleetCreate, type FleetCreateFlags } from "./fleet-create.js";
import { fleetDelete, type FleetDeleteFlags } from "./fleet-delete.js";
import { fleetEvents, type FleetEventsFlags } from "./fleet-events.js";
import { fleetList } from "./fleet-list.js";
import { fleetShow } from "./fleet-show.js";
import { keyValues, wholeNumber } from "./parse-values.js";
import { portRanges } from "./port-range.js";
import { remoteFlags, type Done } from "./remote-flags.js";
import { fleetCopy, fleetUpdate, type FleetCopyFlags, type FleetUpdateFlags } from "./fleet-update.js";
import type { RemoteFlags } from "./remote.js";
import type { RuntimeFlags } from "./runtime-flags.js";
import { addPolicies, addTimers } from "./scaling-commands.js";
import type { Terminal } from "./terminal.js";

export function addFleet(program: Command, terminal: Terminal, done: Done): void {
  const fleet = program
    .command("fleet")
    .summary("make, list, show, change, scale and delete fleets of game servers")
    .description("Fleets of game servers. A FLEET may be given by its name, the beginning of its id, or as latest.");
  addMaking(fleet, terminal, done);
  addShowing(fleet, terminal, done);
  addChanging(fleet, terminal, done);
  addPolicies(fleet, terminal, done);
  addTimers(fleet, terminal, done);
}

function addMaking(fleet: Command, terminal: Terminal, done: Done): void {
  runtimeFlags(remoteFlags(fleet.command("create"), "print the fleet as JSON"))
    .description("Makes a fleet of an uploaded package, and follows it until its game servers are ready for sessions.")
    .requiredOption("--asset <asset>", "the package: its id, the beginning of that, or its name")
    .requiredOption(
      "--port <ports>",
      "where players come, FROM-TO[/tcp|/udp][@CIDR] (repeatable), for instance 7000-7099",
      portRanges,
    )
    .option("--name <text>", "what people call it (default: the asset's name)")
    .option("--description <text>", "what it is for")
    .addOption(new Option("--protection <policy>", "of new sessions").choices(protectionPolicies))
    .option("--protection-minutes <n>", "the limit of TimeLimitProtection", wholeNumber(1))
    .option("--instance-type <type>", "a label: this machine is the only one there is")
    .option("--tag <key=value>", "a tag (repeatable)", keyValues)
    .option("--timeout <seconds>", "how long to wait until it is ACTIVE", wholeNumber(1), 900)
    .addOption(new Option("--wait", "wait until it is ACTIVE").default(true).hideHelp())
    .option("--no-wait", "do not wait until it is ACTIVE")
    .addHelpText("after", createHelp)
    .action(async (flags: FleetCreateFlags) => {
      done(await fleetCreate(flags, terminal));
    });

  remoteFlags(fleet.command("copy"), "print the new fleets as JSON")
    .description("Makes more fleets like one that is there.")
    .argument("<FLEET>")
    .option("--name <text>", "what people call them (default: as the other)")
    .option("--asset <asset>", "another package: a new version of the game beside the old one")
    .option("--count <n>", "so many", wholeNumber(1), 1)
    .option("--scaling", "with its scaling mode and policies")
    .option("--timers", "with its timers")
    .action(async (id: string, flags: FleetCopyFlags) => {
      done(await fleetCopy(id, flags, terminal));
    });

  remoteFlags(fleet.command("delete"), "print the response as JSON")
    .description("Deletes a fleet on which no session runs.")
    .argument("<FLEET>")
    .option("--wait", "wait until all of it is gone")
    .option("--timeout <seconds>", "how long to wait", wholeNumber(1), 900)
    .action(async (id: string, flags: FleetDeleteFlags) => {
      done(await fleetDelete(id, flags, terminal));
    });
}

function addShowing(fleet: Command, terminal: Terminal, done: Done): void {
  remoteFlags(fleet.command("list"), "print the fleets as JSON")
    .description("Lists the fleets of the region, newest first.")
    .action(async (flags: RemoteFlags) => {
      done(await fleetList(flags, terminal));
    });

  remoteFlags(fleet.command("show"), "print it as JSON")
    .description("Shows all about a fleet: what it runs, its instances, what happened last.")
    .argument("<FLEET>")
    .action(async (id: string, flags: RemoteFlags) => {
      done(await fleetShow(id, flags, terminal));
    });

  remoteFlags(fleet.command("events"), "print them as JSON; with --follow one on each line")
    .description("Tells a fleet's history, the newest at the end.")
    .argument("<FLEET>")
    .option("--follow", "go on with what comes, until Ctrl-C")
    .option("--logs", "with the end of each event's log")
    .option("--code <code>", "only those, for instance SERVER_PROCESS_CRASHED")
    .option("--limit <n>", "how many of the past at most", wholeNumber(1), 50)
    .action(async (id: string, flags: FleetEventsFlags) => {
      done(await fleetEvents(id, flags, terminal));
    });

  remoteFlags(fleet.command("capacity"), "print it as JSON")
    .description("Shows how many instances a fleet shall have, and has.")
    .argument("<FLEET>")
    .action(async (id: string, flags: RemoteFlags) => {
      done(await fleetCapacity(id, flags, terminal));
    });
}

function addChanging(fleet: Command, terminal: Terminal, done: Done): void {
  remoteFlags(fleet.command("update"), "print the fleet as JSON")
    .description(
      "Changes what a fleet is called, how its new sessions are protected, and how many one creator may make.",
    )
    .argument("<FLEET>")
    .option("--name <text>", "what people call it")
    .option("--description <text>", "what it is for")
    .addOption(new Option("--protection <policy>", "of new sessions").choices(protectionPolicies))
    .option("--protection-minutes <n>", "the limit of TimeLimitProtection", wholeNumber(1))
    .option("--creator-sessions <n>", "sessions that one CreatorId may make", wholeNumber(0))
    .option("--creator-minutes <n>", "within so many minutes", wholeNumber(0))
    .action(async (id: string, flags: FleetUpdateFlags) => {
      done(await fleetUpdate(id, flags, terminal));
    });

  remoteFlags(fleet.command("scale"), "print the capacity as JSON")
    .description("Changes how many instances a fleet has. Bounds that are not named make room for --desired.")
    .argument("<FLEET>")
    .option("--desired <n>", "so many instances", wholeNumber(0))
    .option("--min <n>", "never fewer", wholeNumber(0))
    .option("--max <n>", "never more", wholeNumber(1))
    .option("--interval <minutes>", "between two scaling actions, 3 to 30", wholeNumber(3))
    .option("--auto", "its policies decide from now on, within --min and --max")
    .option("--manual", "only --desired counts from now on")
    .option("--target <percent>", "its policy keeps so many percent of the sessions free, 1 to 99", wholeNumber(1))
    .option("--wait", "wait until there are as many")
    .option("--timeout <seconds>", "how long to wait", wholeNumber(1), 900)
    .action(async (id: string, flags: FleetScaleFlags) => {
      done(await fleetScale(id, flags, terminal));
    });

  runtimeFlags(remoteFlags(fleet.command("runtime"), "print it as JSON"))
    .description(
      "Shows what the instances of a fleet run; with flags, changes it. Processes with a session stay until it ends.",
    )
    .argument("<FLEET>")
    .action(async (id: string, flags: RemoteFlags & RuntimeFlags) => {
      done(await fleetRuntime(id, flags, terminal));
    });

  remoteFlags(fleet.command("ports"), "print them as JSON")
    .description("Shows where players may reach a fleet; with flags, changes it.")
    .argument("<FLEET>")
    .option("--add <ports>", "FROM-TO[/tcp|/udp][@CIDR] (repeatable)", portRanges)
    .option("--remove <ports>", "a rule exactly as it is shown (repeatable)", portRanges)
    .action(async (id: string, flags: FleetPortsFlags) => {
      done(await fleetPorts(id, flags, terminal));
    });
}

const runtimeFlags = (command: Command): Command =>
  command
    .option("--launch <path>", "the executable, by its path in the package")
    .option("--params <text>", "its parameters, as on a command line")
    .option("--processes <n>", "so many of it on each instance (default: 1)", wholeNumber(1))
    .option("--activation-timeout <seconds>", "how long a session may take to activate, 1 to 600", wholeNumber(1))
    .option(
      "--max-activations <n>",
      "so many sessions of an instance may activate at once; 0: any number",
      wholeNumber(0),
    )
    .option("--runtime <json>", "in place of --launch: RuntimeConfiguration, or @FILE");

const createHelp = `
Examples:
  gse fleet create --asset chat --launch server.sh --processes 10 --port 7000-7099
  gse fleet create --asset chat --launch bin/server --params "--mode ranked" --port 7000-7099/udp --no-wait
`;
