import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { upSettings } from "../src/engine/index.js";
import { Host } from "../src/host.js";
import { SqliteJournal } from "../src/journal/index.js";
import { holdsSlot, isOpen, type CallbackOutcome, type Command, type Replies } from "../src/model/index.js";
import type { Journal } from "../src/ports/index.js";
import { anyCall, anyDelayMs, type AnyCommand, type Known } from "./support/any-command.js";
import { brokenInvariants, type Rows } from "./support/broken-invariants.js";
import { FillableJournal } from "./support/fillable-journal.js";
import { MemoryDisk, MemoryJournal } from "../src/testing/memory-journal.js";
import { ScriptedLink } from "./support/scripted-link.js";
import { ScriptedMachine } from "./support/scripted-machine.js";
import { ScriptedRuntime } from "./support/scripted-runtime.js";
import { settled, useManualClock } from "./support/use-manual-clock.js";
import { useTempDir } from "./support/use-temp-dir.js";

const settings = {
  ...upSettings,
  fleet: { ...upSettings.fleet, activationTimeoutMs: 90_000, protectionTimeLimitMs: 400_000 },
};
const RETRY_MS = 1_000;
const all = { limit: 1_000_000 };

type Step =
  | { readonly do: "say"; readonly commands: readonly AnyCommand[]; readonly isHeard: boolean }
  | { readonly do: "wait"; readonly ms: number }
  | { readonly do: "answer"; readonly how: CallbackOutcome["kind"] | "nothing" }
  | { readonly do: "fill"; readonly isFull: boolean }
  | { readonly do: "exit"; readonly pid: number }
  | {
      /** Killed while it decides `commands`: before their commit, or after it and before anybody is told. */
      readonly do: "restart";
      readonly commands: readonly AnyCommand[];
      readonly isCommitted: boolean;
      readonly afterMs: number;
    };

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 24,
    arbitrary: fc.record({
      do: fc.constant("say" as const),
      commands: fc.array(anyCall, { minLength: 1, maxLength: 4 }),
      isHeard: fc.boolean(),
    }),
  },
  { weight: 8, arbitrary: fc.record({ do: fc.constant("wait" as const), ms: anyDelayMs }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("answer" as const),
      how: fc.constantFrom("ok", "ok", "ok", "refused", "unreachable", "nothing"),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("fill" as const), isFull: fc.boolean() }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant("exit" as const), pid: fc.integer({ min: 101, max: 110 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("restart" as const),
      commands: fc.array(anyCall, { maxLength: 3 }),
      isCommitted: fc.boolean(),
      afterMs: anyDelayMs,
    }),
  },
);

/** Says random things to a host on `openJournal`'s data, breaks what can break, and looks at everything after each step. */
async function simulate(openJournal: () => Journal, steps: readonly Step[]): Promise<void> {
  const clock = useManualClock();
  const runtime = new ScriptedRuntime();
  let ids = 0;
  let answering: CallbackOutcome["kind"] | "nothing" = "ok";
  let lastFullAtMs = -Infinity;
  let link = new ScriptedLink();
  let journal = new FillableJournal(openJournal());
  const acknowledged: (() => void)[] = [];
  const faults: string[] = [];

  const open = async (): Promise<Host> => {
    link = new ScriptedLink();
    link.answer = () => {
      if (answering === "nothing") return new Promise(() => undefined);
      return answering === "ok" ? { kind: "ok" } : { kind: answering, reason: "as the simulation says" };
    };
    const host = new Host({
      clock,
      journal,
      link,
      runtime,
      machine: new ScriptedMachine(),
      settings,
      uuid: () => `00000000-0000-4000-8000-${String(++ids).padStart(12, "0")}`,
      defer: queueMicrotask,
      onFault: (doing, error) => {
        if (!/disk is full|killed|it is closed/.test(String(error))) faults.push(`${doing}: ${String(error)}`);
      },
    });
    await host.start();
    return host;
  };
  let host = await open();

  const rows = (): Rows => journal.load(() => 0);
  const known = (): Known => {
    const { processes } = rows();
    const pidOf = (processId: string) => processes.find(({ id }) => id === processId)?.pid ?? 101;
    const sessions = [...host.reads.sessions({}, all)].reverse().sort((a, b) => Number(isOpen(a)) - Number(isOpen(b)));
    const players = [...host.reads.players({}, all)]
      .reverse()
      .sort((a, b) => Number(holdsSlot(a)) - Number(holdsSlot(b)));
    const hosts = new Map(sessions.map(({ id, processId }) => [id, pidOf(processId)]));
    return {
      sessions: sessions.map(({ id }) => ({ sessionId: id, pid: hosts.get(id) ?? 101 })),
      players: players.map(({ id, gameServerSessionId }) => ({
        playerSessionId: id,
        sessionId: gameServerSessionId,
        pid: hosts.get(gameServerSessionId) ?? 101,
      })),
      processIds: processes.map(({ id }) => id),
    };
  };

  const look = (): void => {
    expect(faults).toEqual([]);
    const live = rows();
    expect(brokenInvariants(live)).toEqual([]);
    expect(host.counts()).toEqual({
      processes: live.processes.length,
      idleProcesses: live.processes.filter(
        (row) => row.status === "ACTIVE" && !row.isShielded && row.sessionId === null,
      ).length,
      sessions: live.sessions.length,
      players: live.players.length,
    });
    // What is due happens at once; after a full disk within a second.
    const overdueMs = clock.now() - lastFullAtMs <= RETRY_MS ? Infinity : 0;
    for (const { status, lapsesAtMs } of live.players)
      if (status === "RESERVED") expect(lapsesAtMs + overdueMs).toBeGreaterThan(clock.now());
    for (const { status, activateByMs } of live.sessions)
      if (status === "ACTIVATING") expect(activateByMs + overdueMs).toBeGreaterThan(clock.now());
    for (const { endsAtMs } of live.processes)
      if (endsAtMs !== null) expect(endsAtMs + overdueMs).toBeGreaterThan(clock.now());
    for (const check of acknowledged) check();
  };

  /** What somebody was told must be found from then on, whatever happens to the host. */
  const remember = (command: Command, value: Replies[Command["type"]]): void => {
    const statusOf = (id: string) => host.reads.session(id as never)?.status;
    const playerStatus = (id: string) => host.reads.player(id as never)?.status;
    if (command.type === "createGameServerSession") {
      const { id, seq } = value as Replies["createGameServerSession"];
      acknowledged.push(() => {
        expect(host.reads.session(id)?.seq).toBe(seq);
      });
    } else if (command.type === "activateGameServerSession") {
      const { id } = value as Replies["activateGameServerSession"];
      acknowledged.push(() => {
        expect(statusOf(id)).not.toBe("ACTIVATING");
      });
    } else if (command.type === "joinGameServerSession") {
      const players = value as Replies["joinGameServerSession"];
      acknowledged.push(() => {
        for (const { id, playerId } of players) expect(host.reads.player(id)?.playerId).toBe(playerId);
      });
    } else if (command.type === "acceptPlayerSession") {
      const { id } = value as Replies["acceptPlayerSession"];
      acknowledged.push(() => {
        expect(["ACTIVE", "COMPLETED"]).toContain(playerStatus(id));
      });
    } else if (command.type === "removePlayerSession") {
      const { id } = value as Replies["removePlayerSession"];
      acknowledged.push(() => {
        expect(["COMPLETED", "TIMEDOUT"]).toContain(playerStatus(id));
      });
    } else if (command.type === "terminateGameServerSession") {
      const { id } = value as Replies["terminateGameServerSession"];
      acknowledged.push(() => {
        expect(["TERMINATED", "ERROR"]).toContain(statusOf(id));
      });
    }
  };

  const say = async (command: Command): Promise<void> => {
    if (command.type === "processReady") runtime.gone.delete(command.pid);
    const reply = await host.execute(command).catch(() => undefined);
    if (reply?.ok === true) remember(command, reply.value);
  };

  for (const step of steps) {
    const isFullNow = journal.isFull;
    switch (step.do) {
      case "say": {
        const said = step.commands.map((command) => say(command(known())));
        if (step.isHeard) await Promise.all(said);
        break;
      }
      case "wait":
        await clock.advance(step.ms);
        break;
      case "answer":
        answering = step.how;
        break;
      case "fill":
        journal.isFull = step.isFull;
        break;
      case "exit":
        runtime.gone.add(step.pid);
        break;
      case "restart": {
        const dying = step.commands.map((command) => say(command(known())));
        if (step.isCommitted) {
          journal.isFull = false;
          journal.isLastWord = true;
          await Promise.all(dying);
        }
        journal.close();
        await Promise.all(dying);
        clock.dropTimers();
        await clock.advance(step.afterMs);
        journal = new FillableJournal(openJournal());
        host = await open();
        // No callback that was decided is lost with the host that decided it.
        for (const { id, status } of rows().sessions)
          if (status === "ACTIVATING")
            expect(link.callsOf("startSession").map(({ session }) => session?.id)).toContain(id);
        for (const { id, status } of rows().processes)
          if (status === "ENDING")
            expect(link.callsOf("askToTerminate").map(({ process }) => process.id)).toContain(id);
        break;
      }
    }
    await settled();
    if (isFullNow || journal.isFull) lastFullAtMs = clock.now();
    look();
  }
  host.close();
  await settled();
  expect(faults).toEqual([]);
  expect(clock.pendingTimers).toBe(0);
  journal.close();
}

describe("a host whatever is said to it, whenever its disk is full, whichever process exits, and whenever it is killed", () => {
  test("keeps its invariants, its deadlines and its word", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { minLength: 10, maxLength: 80, size: "max" }), async (steps) => {
        const disk = new MemoryDisk();
        await simulate(() => new MemoryJournal(disk), steps);
      }),
      { numRuns: 300 },
    );
  });

  test("does so on SQLite", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { minLength: 10, maxLength: 40, size: "max" }), async (steps) => {
        const dataDir = useTempDir();
        await simulate(() => new SqliteJournal(dataDir), steps);
      }),
      { numRuns: 15 },
    );
  });
});
