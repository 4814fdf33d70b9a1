import fc from "fast-check";
import { expect, test } from "vitest";
import { WaitingLine } from "../../src/engine/waiting-line.js";

test("a WaitingLine keeps the order of a Set, whoever joins and leaves", () => {
  const id = fc.integer({ min: 0, max: 9 }).map((n) => `id-${String(n)}`);
  const operations = fc.array(fc.record({ isJoining: fc.boolean(), id: fc.option(id) }), { maxLength: 100 });
  fc.assert(
    fc.property(operations, (steps) => {
      const line = new WaitingLine();
      const model = new Set<string>();
      for (const step of steps) {
        const who = step.id ?? line.first;
        if (who === undefined) continue;
        if (step.isJoining) {
          line.add(who);
          model.add(who);
        } else {
          line.delete(who);
          model.delete(who);
        }
        expect([line.first, line.size, line.has(who)]).toEqual([[...model][0], model.size, model.has(who)]);
      }
    }),
    { numRuns: 500 },
  );
});
