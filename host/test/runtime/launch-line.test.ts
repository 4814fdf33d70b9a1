import { expect, test } from "vitest";
import type { FleetId, ProcessId } from "../../src/model/index.js";
import { LaunchLine } from "../../src/runtime/local/launch-line.js";
import { HandClock } from "../../src/testing/index.js";

/** Ids that entered a line of two, and what they were told so far: their turn has come, or they left. */
function aLine() {
  const clock = new HandClock();
  const line = new LaunchLine(clock, 2);
  const told: string[] = [];
  const enter = (id: string, fleet = "fleet-1"): void => {
    void line.enter(id as ProcessId, fleet as FleetId).then((isItsTurn) => told.push(isItsTurn ? id : `not ${id}`));
  };
  return {
    clock,
    enter,
    leave: (id: string) => {
      line.leave(id as ProcessId);
    },
    close: () => {
      line.close();
    },
    told: async () => {
      await Promise.resolve();
      return told.splice(0);
    },
  };
}

test("so many start at once, the others in order as those are ready or gone", async () => {
  const line = aLine();
  for (const id of ["a", "b", "c", "d"]) line.enter(id);
  expect(await line.told()).toEqual(["a", "b"]);
  line.leave("b");
  line.leave("b");
  expect(await line.told()).toEqual(["c"]);
  line.leave("a");
  expect(await line.told()).toEqual(["d"]);
});

test("fleets take turns: a small one does not wait for all of a large one", async () => {
  const line = aLine();
  for (const id of ["a", "b", "c", "d"]) line.enter(id, "large");
  for (const id of ["x", "y"]) line.enter(id, "small");
  expect(await line.told()).toEqual(["a", "b"]);
  line.leave("a");
  expect(await line.told()).toEqual(["x"]);
  line.leave("b");
  expect(await line.told()).toEqual(["c"]);
  line.leave("x");
  expect(await line.told()).toEqual(["y"]);
});

test("one that waits may leave, and takes no turn from another", async () => {
  const line = aLine();
  for (const id of ["a", "b", "c", "d"]) line.enter(id);
  line.leave("c");
  expect(await line.told()).toEqual(["a", "b", "not c"]);
  line.leave("a");
  expect(await line.told()).toEqual(["d"]);
});

test("one that takes longer than 10 s is not waited for", async () => {
  const line = aLine();
  for (const id of ["a", "b", "c"]) line.enter(id);
  line.clock.advance(9_999);
  expect(await line.told()).toEqual(["a", "b"]);
  line.clock.advance(1);
  expect(await line.told()).toEqual(["c"]);
  line.enter("d");
  expect(await line.told()).toEqual(["d"]);
});

test("when it closes whoever waits is sent away, and no timer stays", async () => {
  const line = aLine();
  for (const id of ["a", "b", "c"]) line.enter(id);
  line.close();
  expect(await line.told()).toEqual(["a", "b", "not c"]);
  expect(line.clock.pending).toBe(0);
});
