import { GseRefusal } from "gse-server-sdk/wire";
import { toGrpcRefusal } from "../agent/index.js";
import type { Clock } from "../ports/index.js";
import type { ActiveFault } from "./fault-orders.js";
import { pause, never } from "./pause.js";

/** Carries out a game server's call as the fault has it; what it throws is the answer. */
export async function faultyAgentCall<Answer>(
  fault: ActiveFault | undefined,
  clock: Clock,
  carryOut: () => Promise<Answer>,
): Promise<Answer> {
  if (fault === undefined) return carryOut();
  const { kind, restored } = fault;
  switch (kind.do) {
    case "drop":
      await carryOut().catch(() => undefined);
      return never();
    case "hang":
      await restored;
      return carryOut();
    case "delay": {
      const answer = carryOut();
      answer.catch(() => undefined);
      await pause(clock, kind.byMs);
      return answer;
    }
    case "repeat": {
      const [first] = await Promise.allSettled([carryOut(), carryOut()]);
      if (first.status === "rejected") throw first.reason;
      return first.value;
    }
    case "fail":
      throw new GseRefusal(kind.status, "TEST_FAULT", kind.details);
    case "refuse":
      throw toGrpcRefusal({ kind: kind.kind, message: kind.message });
  }
}
