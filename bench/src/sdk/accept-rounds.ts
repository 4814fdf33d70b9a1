import { answerQuestions } from "../answer-questions.js";
import { measureWarm, timed, type Load } from "../measure.js";

/** Answers each load with its cost; every player session id is a new one. */
export function answerAcceptRounds(accept: (playerSessionId: string) => Promise<unknown>): void {
  let players = 0;
  answerQuestions<Load>({}, (load) =>
    measureWarm(() => timed(() => accept(`psess-bench-${String(++players).padStart(20, "0")}`)), load),
  );
}
