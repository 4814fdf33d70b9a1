import { cpus } from "node:os";

/** How long each figure is measured, in milliseconds; GSE_BENCH_MS shortens it for a quick look. */
export const forMs = Number(process.env["GSE_BENCH_MS"] ?? 5_000);
/** A quick look is not written down. */
export const isQuickLook = process.env["GSE_BENCH_MS"] !== undefined;

export const cores = cpus().length;
export const machine = `Node ${process.version}, ${String(cores)} cores`;
