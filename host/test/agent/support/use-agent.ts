import { onTestFinished } from "vitest";
import { GrpcProcessLink, serveGseAgent } from "../../../src/agent/index.js";
import { upSettings, type EngineSettings } from "../../../src/engine/index.js";
import { Host } from "../../../src/host.js";
import { SqliteJournal } from "../../../src/journal/index.js";
import type { Command, HostEvent, Replies } from "../../../src/model/index.js";
import { ScriptedMachine } from "../../support/scripted-machine.js";
import { ScriptedRuntime } from "../../support/scripted-runtime.js";
import { useManualClock } from "../../support/use-manual-clock.js";
import { useTempDir } from "../../support/use-temp-dir.js";

/** A real host with its agent on a free port, and the real way back to game servers; only time is in the test's hand. */
export async function useAgent(settings: EngineSettings = upSettings) {
  const clock = useManualClock();
  const dataDir = useTempDir();
  const runtime = new ScriptedRuntime();
  const events: HostEvent[] = [];
  const faults: string[] = [];
  const waiting = new Set<() => void>();
  let ids = 0;

  const open = async (address: string) => {
    const journal = new SqliteJournal(dataDir);
    const link = new GrpcProcessLink(clock);
    const host = new Host({
      clock,
      journal,
      link,
      runtime,
      machine: new ScriptedMachine(),
      settings,
      uuid: () => `00000000-0000-4000-8000-${String(++ids).padStart(12, "0")}`,
      onFault: (doing, error) => faults.push(`${doing}: ${String(error)}`),
    });
    host.onEvent((event) => {
      events.push(event);
      for (const look of [...waiting]) look();
    });
    const agent = await serveGseAgent({ host, runtime, address });
    await host.start();
    return { journal, link, host, agent };
  };
  const close = async ({ journal, link, host, agent }: Awaited<ReturnType<typeof open>>): Promise<void> => {
    await agent.close(0);
    host.close();
    link.close();
    journal.close();
  };
  let running = await open("127.0.0.1:0");
  onTestFinished(() => close(running));

  const ok = async <C extends Command>(command: C): Promise<Replies[C["type"]]> => {
    const reply = await running.host.execute(command);
    if (!reply.ok) throw new Error(`"${command.type}" was refused: ${reply.refusal.message}`);
    return reply.value;
  };
  type Of<T extends HostEvent["type"]> = Extract<HostEvent, { type: T }>;
  /** The first event of the type that fits, past or to come. */
  const event = <T extends HostEvent["type"]>(type: T, fits: (event: Of<T>) => boolean = () => true): Promise<Of<T>> =>
    new Promise((resolve) => {
      const look = (): void => {
        const found = events.find((told): told is Of<T> => told.type === type && fits(told as Of<T>));
        if (found === undefined) return;
        waiting.delete(look);
        resolve(found);
      };
      waiting.add(look);
      look();
    });

  return {
    clock,
    runtime,
    events,
    faults,
    ok,
    event,
    get address() {
      return running.agent.address;
    },
    get host() {
      return running.host;
    },
    /** Another host on the same data, at the same address. */
    async restart(): Promise<void> {
      const { address } = running.agent;
      await close(running);
      running = await open(address);
    },
  };
}
