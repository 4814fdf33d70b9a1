import { describe, expect, test } from "vitest";
import { MINUTE, useStatistics } from "./use-statistics.js";

/** What the minutes so far counted together. */
async function useCounts() {
  const scene = await useStatistics();
  const { clock, points } = scene;
  return {
    ...scene,
    counts: async (id: Parameters<typeof points>[0]) => {
      await clock.advance(MINUTE);
      const sum = (name: "processesActivated" | "processesClosed" | "processesClosedAbnormally") =>
        points(id).reduce((all, point) => all + point[name], 0);
      return {
        activated: sum("processesActivated"),
        closed: sum("processesClosed"),
        abnormally: sum("processesClosedAbnormally"),
      };
    },
  };
}

describe("the processes that were closed", () => {
  test("are those that said ProcessEnding, or went when they were asked to: no fault of theirs", async () => {
    const { gse, fleet, processes, ok, counts } = await useCounts();
    const id = await fleet();
    const [one, two] = processes(id);
    await ok({ type: "processEnding", pid: one!.pid });
    gse.machine.exit(one!.id);
    await ok({ type: "endProcess", processId: two!.id, endsAtMs: null, reason: "a test" });
    gse.machine.exit(two!.id);
    expect(await counts(id)).toEqual({ activated: 2, closed: 2, abnormally: 0 });
  });

  test("were closed abnormally when they crashed", async () => {
    const { gse, fleet, processes, launchedAreReady, counts } = await useCounts();
    const id = await fleet();
    gse.machine.exit(processes(id)[0]!.id, "signal SIGSEGV");
    await gse.clock.advance(2_000);
    await launchedAreReady();
    expect(await counts(id)).toEqual({ activated: 3, closed: 1, abnormally: 1 });
  });

  test("were closed abnormally when they did not go and were ended by force", async () => {
    const { gse, fleet, processes, ok, clock, counts } = await useCounts();
    const id = await fleet();
    const { id: processId } = processes(id)[0]!;
    await ok({ type: "endProcess", processId, endsAtMs: clock.now() + 1_000, reason: "a test" });
    await clock.advance(1_000);
    expect(gse.machine.killed).toMatchObject([{ id: processId }]);
    gse.machine.exit(processId, "signal SIGKILL");
    expect(await counts(id)).toEqual({ activated: 2, closed: 1, abnormally: 1 });
  });

  test("were closed abnormally when they were unhealthy to their end", async () => {
    const { gse, fleet, processes, ok, clock, counts, points } = await useCounts();
    const id = await fleet();
    gse.link.answer = () => ({ kind: "refused", reason: "ill" });
    await clock.advance(4 * MINUTE);
    expect(points(id).at(-1)).toMatchObject({ activeProcesses: 0 });
    await ok({ type: "processEnding", pid: processes(id)[0]!.pid });
    expect(await counts(id)).toEqual({ activated: 2, closed: 1, abnormally: 1 });
  });

  test("count also where they came and went without ProcessReady, which a fault alone brings about", async () => {
    const { gse, fleet, launches, counts } = await useCounts();
    const id = await fleet({ areReady: false });
    gse.machine.exit(launches(id)[0]!.id, "exit code 1");
    expect(await counts(id)).toEqual({ activated: 0, closed: 1, abnormally: 1 });
  });

  test("count where ProcessReady did not come in time", async () => {
    const { gse, fleet, launches, clock, counts } = await useCounts();
    const id = await fleet({ processes: 1, areReady: false });
    const [launch] = launches(id);
    await clock.advance(launch!.dueAtMs! - clock.now());
    expect(gse.machine.killed).toMatchObject([{ id: launch!.id }]);
    // Asked for again and again until it is gone.
    await clock.advance(MINUTE);
    gse.machine.exit(launch!.id, "signal SIGKILL");
    expect(await counts(id)).toEqual({ activated: 0, closed: 1, abnormally: 1 });
  });

  test("count without a fault where the fleet let them go before they were ready, also by the next host", async () => {
    const { gse, fleet, launches, ok, restart, counts } = await useCounts();
    const id = await fleet({ processes: 1, areReady: false });
    const [launch] = launches(id);
    await restart();
    await ok({ type: "deleteFleet", fleetId: id });
    gse.machine.exit(launch!.id, "signal SIGKILL");
    await gse.settled();
    expect(await counts(id)).toEqual({ activated: 0, closed: 1, abnormally: 0 });
  });

  test("are none where nothing could be started", async () => {
    const { gse, fleet, counts } = await useCounts();
    gse.machine.onLaunch = () => Promise.resolve({ ok: false, kind: "failed", reason: "no memory" });
    const id = await fleet({ areReady: false });
    expect(await counts(id)).toEqual({ activated: 0, closed: 0, abnormally: 0 });
  });
});

describe("what is counted once", () => {
  test("is a process that says ProcessReady again, and a player who is accepted again", async () => {
    const { gse, fleet, session, processes, ok, clock, points } = await useStatistics();
    const id = await fleet({ processes: 1 });
    const [process] = processes(id);
    const again = { type: "processReady", ...process!, groupLeader: null, startedAt: process!.startedAt } as const;
    await ok(again);
    const { id: sessionId, pid } = await session(id, "ada");
    const [player] = gse.host.reads.players({ sessionId }, { limit: 1 });
    const requestId = `accept ${player!.id}`;
    await ok({ type: "acceptPlayerSession", requestId, sessionId, playerSessionId: player!.id, pid });
    await clock.advance(MINUTE);
    expect(points(id)).toMatchObject([{ processesActivated: 1, playerSessionActivations: 1 }]);
  });
});
