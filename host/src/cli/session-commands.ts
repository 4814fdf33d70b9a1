import { Option, type Command } from "commander";
import { protectionPolicies, sessionStatuses } from "../model/index.js";
import { keyValues, wholeNumber } from "./parse-values.js";
import { remoteFlags, type Done } from "./remote-flags.js";
import { sessionCreate, type SessionCreateFlags } from "./session-create.js";
import { sessionEnd, type SessionEndFlags } from "./session-end.js";
import { sessionJoin, type SessionJoinFlags } from "./session-join.js";
import { sessionList, type SessionListFlags } from "./session-list.js";
import { searchHelp, sessionSearch, type SessionSearchFlags } from "./session-search.js";
import { sessionShow, type SessionShowFlags } from "./session-show.js";
import { sessionUpdate, type SessionUpdateFlags } from "./session-update.js";
import type { Terminal } from "./terminal.js";

export function addSession(program: Command, terminal: Terminal, done: Done): void {
  const session = program
    .command("session")
    .summary("make, join, list, search, show and end game server sessions")
    .description(
      "Game server sessions. A SESSION may be given by its name, the beginning of the last part of its id, or as latest.",
    );

  fleetFlag(remoteFlags(session.command("create"), "print the session as JSON"))
    .description("Makes a game server session on an idle process, and waits until players may come.")
    .option("--alias <alias>", "the alias to follow, in place of --fleet")
    .option("--max-players <n>", "player slots", wholeNumber(0), 10)
    .option("--name <text>", "what people call it")
    .option("--property <key=value>", "a game property (repeatable)", keyValues)
    .option("--session-data <text>", "GameServerSessionData, or @FILE")
    .option("--creator <id>", "CreatorId, for the limit of sessions per creator")
    .option("--token <token>", "IdempotencyToken: the same one gives the same session again")
    .option("--timeout <seconds>", "how long to wait until it is ACTIVE", wholeNumber(1), 60)
    .option("--no-wait", "do not wait until it is ACTIVE")
    .action(async (flags: SessionCreateFlags) => {
      done(await sessionCreate(flags, terminal));
    });

  whereFlag(remoteFlags(session.command("join"), "print the player sessions as JSON"))
    .description("Holds a slot of a session for each player: for all of them or for none.")
    .argument("<SESSION>")
    .argument("<PLAYER...>", "player ids, 25 at most")
    .option("--player-data <text>", "PlayerData, for one player")
    .action(async (id: string, players: string[], flags: SessionJoinFlags) => {
      done(await sessionJoin(id, players, flags, terminal));
    });

  fleetFlag(remoteFlags(session.command("list"), "print the sessions as JSON"))
    .description("Lists the sessions of a fleet, newest first.")
    .addOption(new Option("--status <status>", "only those").choices(sessionStatuses))
    .option("--limit <n>", "how many at most", wholeNumber(1), 20)
    .action(async (flags: SessionListFlags) => {
      done(await sessionList(flags, terminal));
    });

  fleetFlag(remoteFlags(session.command("search"), "print the sessions as JSON"))
    .description("Finds the ACTIVE sessions of a fleet that an expression fits; without one, all of them.")
    .argument("[EXPRESSION]", 'such as "playerSessionCount>=2"')
    .option("--sort <field>", 'one field, and DESC behind it to turn it round: "playerSessionCount DESC"')
    .option("--limit <n>", "how many at most", wholeNumber(1), 20)
    .addHelpText("after", searchHelp)
    .action(async (expression: string | undefined, flags: SessionSearchFlags) => {
      done(await sessionSearch(expression ?? "", flags, terminal));
    });

  whereFlag(remoteFlags(session.command("show"), "print it as JSON"))
    .description("Shows a session and its players.")
    .argument("<SESSION>")
    .action(async (id: string, flags: SessionShowFlags) => {
      done(await sessionShow(id, flags, terminal));
    });

  whereFlag(remoteFlags(session.command("update"), "print the session as JSON"))
    .description("Changes a session's name, slots or protection, and whether more players may join it.")
    .argument("<SESSION>")
    .option("--name <text>", "what people call it")
    .option("--max-players <n>", "player slots", wholeNumber(0))
    .addOption(new Option("--players <policy>", "whether more of them may join").choices(["accept", "deny"]))
    .addOption(new Option("--protection <policy>", "when its process is to go").choices(protectionPolicies))
    .action(async (id: string, flags: SessionUpdateFlags) => {
      done(await sessionUpdate(id, flags, terminal));
    });

  whereFlag(remoteFlags(session.command("end"), "print the response as JSON"))
    .description("Ends a session and the process that hosts it.")
    .argument("<SESSION>")
    .action(async (id: string, flags: SessionEndFlags) => {
      done(await sessionEnd(id, flags, terminal));
    });
}

const fleetFlag = (command: Command): Command =>
  command.option("--fleet <fleet>", "the fleet, by id or name (default: the only one that is ACTIVE, else fleet-dev)");

const whereFlag = (command: Command): Command =>
  command.option("--fleet <fleet>", "look on this fleet only, by id or name (default: on all, and on fleet-dev)");
