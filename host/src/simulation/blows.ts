import type { AgentCommand, GameServerSessionId, PlayerSessionId } from "../model/index.js";
import { anyMeasure } from "./machine-room.js";
import type { Simulation } from "./simulation.js";
import { anyTemper } from "./temper.js";
import type { Blow } from "./weather.js";

const effectsOf = (simulation: Simulation): number => simulation.random.below(4);

/** Does something to the host, its disk, its clock or its processes that they must bear. */
export function strike(simulation: Simulation, blow: Blow): void {
  const { random, os, life, disk, time } = simulation;
  const processes = os.processes();
  const victim = processes.length === 0 ? undefined : random.pick(processes);
  switch (blow) {
    case "kill a process":
      if (victim !== undefined) os.crash(victim);
      return;
    case "hang a process":
      victim?.server.hang();
      return;
    case "let a process exit":
      if (victim !== undefined) os.crash(victim, "exit code 0");
      return;
    case "start a process by hand":
      startByHand(simulation);
      return;
    case "call as somebody else":
      void simulation.say(strayCall(simulation));
      return;
    case "break the connections":
      for (const { server } of processes) server.reconnect();
      return;
    case "kill the host":
      life?.die();
      return;
    case "kill the host before a commit":
      life?.dieIn({ at: "beforeCommit" });
      return;
    case "kill the host after a commit":
      life?.dieIn({ at: "afterCommit", isHeard: random.onceIn(2) });
      return;
    case "kill the host amid effects":
      life?.dieIn({ at: "amidEffects", effects: effectsOf(simulation), isHeard: random.onceIn(2) });
      return;
    case "close the host":
      life?.close();
      return;
    case "drain the host":
      void simulation.say({ type: "drain", reason: "the host goes down" });
      time.setTimeout(
        () => {
          if (life === simulation.life && !simulation.isCalm) life?.close();
        },
        random.between(0, 400_000),
      );
      return;
    case "reboot the machine":
      life?.die();
      os.reboot();
      return;
    case "measure the machine":
      void simulation.say(anyMeasure(simulation));
      return;
    case "fill the disk":
      disk.isFull = true;
      time.setTimeout(
        () => {
          disk.isFull = false;
        },
        random.between(100, 30_000),
      );
      return;
    case "fail some commits":
      disk.failures = random.between(1, 3);
      return;
    case "jump forward":
      simulation.jump(random.pick([1_000, 61_000, 3_600_000]));
      return;
    case "jump back":
      simulation.jump(-random.pick([1, 1_000, 5_000]));
      return;
  }
}

function startByHand(simulation: Simulation): void {
  const temper = anyTemper(simulation, "sound");
  simulation.coverage.count(`server: ${temper.manner}`);
  const clientPort = simulation.random.between(6_000, 6_009);
  simulation.os.spawn({ launchId: null, instanceId: null, token: undefined, temper, clientPort });
}

/** As a confused or malicious program would make it: about a session, a player or under a pid that may be another's. */
function strayCall({ random, ledger, os }: Simulation): AgentCommand {
  const any = <T>(values: Iterable<T>, otherwise: T): T => {
    const all = [...values];
    return all.length === 0 || random.onceIn(4) ? otherwise : random.pick(all);
  };
  const process = any(ledger.processes.live.values(), undefined);
  const sessionId = any(ledger.sessions.live.keys(), "nobody") as GameServerSessionId;
  const playerSessionId = any(ledger.players.live.keys(), "nobody") as PlayerSessionId;
  const caller = { pid: process?.pid ?? 1, requestId: `stray ${String(random.below(5))}` };
  switch (random.pick(["ready", "activate", "accept", "remove", "policy", "terminate", "ending", "custom"] as const)) {
    case "ready":
      return {
        type: "processReady",
        startedAt: os.processOf(caller.pid)?.startedAt ?? null,
        groupLeader: os.processOf(caller.pid)?.pid ?? null,
        clientPort: random.pick([0, 80, 7_000, process?.clientPort ?? 7_001]),
        grpcPort: process?.grpcPort ?? 20_001,
        logPaths: [],
        ...caller,
      };
    case "activate":
      return { type: "activateGameServerSession", sessionId, maxPlayers: random.between(-1, 3), ...caller };
    case "accept":
      return { type: "acceptPlayerSession", sessionId, playerSessionId, ...caller };
    case "remove":
      return { type: "removePlayerSession", sessionId, playerSessionId, ...caller };
    case "policy":
      return {
        type: "updatePlayerSessionCreationPolicy",
        sessionId,
        policy: random.pick(["ACCEPT_ALL", "SOME"]),
        ...caller,
      };
    case "terminate":
      return { type: "terminateGameServerSession", sessionId, ...caller };
    case "ending":
      return { type: "processEnding", ...caller };
    case "custom":
      return { type: "reportCustomData", current: 1, max: 2, ...caller };
  }
}
