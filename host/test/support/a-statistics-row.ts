import type { StatisticsOf, StatisticsRow, Sums } from "../../src/model/index.js";
import { noSums } from "../../src/statistics/sums.js";
import { atMs } from "./builders.js";

/** A minute of a fleet, an instance or a queue, in which nothing was seen but what is given. */
export const aStatisticsRow = <Of extends StatisticsOf>(
  of: Of,
  id: string,
  given: Partial<Sums<Of> & Pick<StatisticsRow, "period" | "atMs">> = {},
): StatisticsRow<Of> => ({ ...noSums(of), of, id, period: "minute", atMs, ...given });
