import { randomUUID } from "node:crypto";
import { SqliteJournal } from "../journal/index.js";
import type { Clock, Journal } from "../ports/index.js";
import { localRuntime } from "../runtime/local/local-runtime.js";
import type { Diary } from "./diary.js";
import type { FaultOrders } from "./fault-orders.js";
import { faultyAgentCall } from "./faulty-agent-call.js";
import type { LifeOptions } from "./life.js";
import { MemoryDisk, MemoryJournal } from "./memory-journal.js";
import { settingsOf, type TestGseOptions } from "./options.js";
import type { OnCall } from "./watched-agent.js";

/** What every life of the host is begun with; the journal's data and the ids go on from one to the next. */
export function lifeOptions(options: TestGseOptions, clock: Clock, faults: FaultOrders, diary: Diary): LifeOptions {
  const { journal = "memory" } = options;
  return {
    clock,
    faults,
    runtime: localRuntime,
    settings: settingsOf(options),
    openJournal: journal === "memory" ? memoryJournals() : () => new PromptJournal(journal.dataDir),
    // Of two runs on one disk neither may give the ids of the other.
    uuid: journal === "memory" ? countedIds() : randomUUID,
    onCall: (ownClock) => watchedCalls(ownClock, faults, diary),
    onCallback: (callback, process) => diary.noteCallback(callback, process, clock.now()),
    onEvent: (event) => {
      diary.noteEvent(event);
    },
    onFault: (doing, error) => {
      process.emitWarning(`TestGse could not ${doing}: ${String(error)}`);
    },
    credentials: options.cloudApi === true ? { secretId: `AKID${randomUUID()}`, secretKey: randomUUID() } : undefined,
  };
}

const watchedCalls =
  (clock: Clock, faults: FaultOrders, diary: Diary): OnCall =>
  async (name, request, call, carryOut) => {
    const answered = diary.noteCall(name, request, call, clock.now());
    try {
      const answer = await faultyAgentCall(faults.meet(name), clock, carryOut);
      answered("ok");
      return answer;
    } catch (error) {
      answered(error instanceof Error ? error.message : String(error));
      throw error;
    }
  };

/** The disk is waited for on the spot, so that the kit's clock knows when all is done. */
class PromptJournal extends SqliteJournal {
  override flush(): undefined {
    this.flushNow();
  }
}

function memoryJournals(): () => Journal {
  const disk = new MemoryDisk();
  return () => new MemoryJournal(disk);
}

/** The same in every run, so that a test may name them. */
function countedIds(): () => string {
  let last = 0;
  return () => `00000000-0000-4000-8000-${String(++last).padStart(12, "0")}`;
}
