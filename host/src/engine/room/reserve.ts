import type { MachineMeasure } from "../../model/index.js";
import type { Turn } from "../turn.js";

const LARGEST_USUAL_RESERVE = 1024 ** 3;

/** Memory that no fleet grows into: for the host, for the system, and for games that grow while they are played. */
export const reserveOf = ({ settings }: Turn, { memoryBytes }: MachineMeasure): number =>
  settings.machine.reserveBytes ?? Math.min(memoryBytes / 10, LARGEST_USUAL_RESERVE);
