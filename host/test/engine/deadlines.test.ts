import fc from "fast-check";
import { expect, test } from "vitest";
import { Deadlines } from "../../src/engine/deadlines.js";

const id = fc.integer({ min: 0, max: 12 }).map((n) => `id-${String(n)}`);
const operation = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant("set" as const), id, atMs: fc.integer({ min: 0, max: 40 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("delete" as const), id }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("takeDue" as const), nowMs: fc.integer({ min: 0, max: 45 }) }) },
);

test("Deadlines always know the earliest, whatever is set, moved, deleted and taken", () => {
  fc.assert(
    fc.property(fc.array(operation, { maxLength: 120 }), (operations) => {
      const deadlines = new Deadlines();
      const model = new Map<string, number>();
      for (const step of operations) {
        if (step.do === "set") {
          deadlines.set(step.id, step.atMs);
          model.set(step.id, step.atMs);
        } else if (step.do === "delete") {
          deadlines.delete(step.id);
          model.delete(step.id);
        } else {
          for (let due = deadlines.due(step.nowMs); due !== undefined; due = deadlines.due(step.nowMs)) {
            expect(model.get(due)).toBe(Math.min(...model.values()));
            deadlines.delete(due);
            model.delete(due);
          }
          expect([...model.values()].every((atMs) => atMs > step.nowMs)).toBe(true);
        }
        expect(deadlines.first(4).map((one) => model.get(one))).toEqual(
          [...model.values()].sort((a, b) => a - b).slice(0, 4),
        );
        expect(deadlines.nextAtMs).toBe(model.size === 0 ? undefined : Math.min(...model.values()));
      }
    }),
    { numRuns: 500 },
  );
});
