import { randomUUID } from "node:crypto";
import { onTestFinished } from "vitest";
import { GrpcProcessLink, serveGseAgent } from "../../host/src/agent/index.js";
import { upSettings } from "../../host/src/engine/index.js";
import { Host } from "../../host/src/host.js";
import { SqliteJournal } from "../../host/src/journal/index.js";
import type { Command, HostEvent, ReplyTo } from "../../host/src/model/index.js";
import type { Runtime } from "../../host/src/ports/index.js";
import { systemClock } from "../../host/src/system-clock.js";
import { noMachine } from "../../host/src/runtime/no-machine.js";
import { useTempDir } from "./use-temp-dir.js";

export interface RealAgent {
  readonly address: string;
  readonly execute: <C extends Command>(command: C) => Promise<ReplyTo<C>>;
  /** Everything that happened, also before and after a restart. */
  readonly onEvent: (listener: (event: HostEvent) => void) => void;
  /** Dies and comes back at the same address, with what was on disk. */
  readonly restart: () => Promise<void>;
}

/** The test's own process plays the game server, so nobody may end it. */
const sparing: Runtime = {
  startedAt: (pid) => `boot ${String(pid)}`,
  isAlive: () => true,
  groupLeader: () => null,
};

/** gse-host's engine, journal and agent as they are, in this process, without its cloud API. */
export async function useRealAgent(): Promise<RealAgent> {
  const dataDir = await useTempDir();
  const listeners: ((event: HostEvent) => void)[] = [];

  const open = async (address: string) => {
    const journal = new SqliteJournal(dataDir);
    const link = new GrpcProcessLink(systemClock);
    const host = new Host({
      clock: systemClock,
      journal,
      link,
      runtime: sparing,
      machine: noMachine("the test launches nothing"),
      settings: upSettings,
      uuid: randomUUID,
    });
    host.onEvent((event) => {
      for (const listener of listeners) listener(event);
    });
    const agent = await serveGseAgent({ host, runtime: sparing, address });
    await host.start();
    const close = async (): Promise<void> => {
      await agent.close(0);
      host.close();
      link.close();
      journal.close();
    };
    return { host, address: agent.address, close };
  };
  let running = await open("127.0.0.1:0");
  const { address } = running;
  onTestFinished(() => running.close());

  return {
    address,
    execute: (command) => running.host.execute(command),
    onEvent: (listener) => void listeners.push(listener),
    restart: async () => {
      await running.close();
      running = await open(address);
    },
  };
}
