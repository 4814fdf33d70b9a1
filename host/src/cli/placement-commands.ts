import type { Command } from "commander";
import { keyValues, wholeNumber } from "./parse-values.js";
import { placementShow, placementStop } from "./placement-show.js";
import { placementStart, type PlacementStartFlags } from "./placement-start.js";
import { latencyFlags, wantedPlayers } from "./placement-values.js";
import { remoteFlags, type Done } from "./remote-flags.js";
import type { RemoteFlags } from "./remote.js";
import type { Terminal } from "./terminal.js";

export function addPlacement(program: Command, terminal: Terminal, done: Done): void {
  const placement = program
    .command("placement")
    .summary("have sessions placed through a queue, look at that and stop it")
    .description(
      "Placements: a session and its players' slots wherever a queue finds room, near enough for all of them. An ID may be the word latest.",
    );

  remoteFlags(placement.command("start"), "print the placement as JSON")
    .description("Has a session placed through a queue, with a slot for each of its players.")
    .argument("<QUEUE>")
    .option("--id <id>", "its id, up to 48 letters, digits and - (default: a new one)")
    .option("--max-players <n>", "player slots of the session", wholeNumber(1), 10)
    .option("--player <id=data...>", "a player who gets a slot, and PlayerData if there is any", wantedPlayers)
    .option(
      "--latency <player:region=ms...>",
      "what was measured, 0 where that region cannot be reached; without PLAYER: of each. Or @FILE, of gse latency --json",
      latencyFlags,
    )
    .option("--name <text>", "what people call the session")
    .option("--property <key=value>", "a game property (repeatable)", keyValues)
    .option("--session-data <text>", "GameServerSessionData, or @FILE")
    .option(
      "--wait",
      "wait until it is over, and print the address and the player sessions; exit code 1 unless FULFILLED",
    )
    .addHelpText("after", startHelp)
    .action(async (queue: string, flags: PlacementStartFlags) => {
      done(await placementStart(queue, flags, terminal));
    });

  remoteFlags(placement.command("show"), "print it as JSON")
    .description("Shows a placement: whether it is over, and where the session is.")
    .argument("<ID>")
    .action(async (id: string, flags: RemoteFlags) => {
      done(await placementShow(id, flags, terminal));
    });

  remoteFlags(placement.command("stop"), "print the placement as JSON")
    .description("Has a placement wait no longer.")
    .argument("<ID>")
    .action(async (id: string, flags: RemoteFlags) => {
      done(await placementStop(id, flags, terminal));
    });
}

const startHelp = `
Examples:
  gse placement start arena --player ada bob --wait
  gse placement start arena --player ada bob --latency ada:ap-shanghai=100 ada:na-siliconvalley=50 bob:ap-shanghai=60 bob:na-siliconvalley=80 --wait
  gse latency --player ada --json > ada.json && gse placement start arena --player ada --latency @ada.json --wait
`;
