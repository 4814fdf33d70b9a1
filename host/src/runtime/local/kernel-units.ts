import { readFileSync } from "node:fs";
import { endianness } from "node:os";

/** In what the kernel counts. */
export interface KernelUnits {
  readonly msPerTick: number;
  readonly bytesPerPage: number;
}

const AT_PAGESZ = 6;
const AT_CLKTCK = 17;

let known: KernelUnits | undefined;

/** As the kernel told this very process at its start (getauxval(3)). */
export function kernelUnits(): KernelUnits {
  known ??= readUnits(readFileSync("/proc/self/auxv"));
  return known;
}

/** Pairs of machine words, type and value; Node runs on 64-bit Linux only. */
function readUnits(auxv: Buffer): KernelUnits {
  const word = (at: number): number =>
    Number(endianness() === "LE" ? auxv.readBigUInt64LE(at) : auxv.readBigUInt64BE(at));
  const units = { msPerTick: 10, bytesPerPage: 4096 };
  for (let at = 0; at + 16 <= auxv.length; at += 16) {
    if (word(at) === AT_PAGESZ) units.bytesPerPage = word(at + 8);
    if (word(at) === AT_CLKTCK) units.msPerTick = 1000 / word(at + 8);
  }
  return units;
}
