// GSE's deadlines come in whole seconds, rounded, and after the program's farewell there are calls to make.
const LONGEST_RESERVE_MS = 2_000;

/**
 * When waiting for the program's farewell stops, so that the last calls still reach GSE before `deadlineAtMs`: 2 s
 * before it, or with a tenth of the time left where that is shorter. Null stays null: no deadline.
 */
export const farewellEndsAtMs = (nowMs: number, deadlineAtMs: number | null): number | null =>
  deadlineAtMs === null ? null : deadlineAtMs - Math.min(LONGEST_RESERVE_MS, Math.max(0, deadlineAtMs - nowMs) / 10);
