import { chmod, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { InstanceId, ProcessId, SetUpStep } from "../../model/index.js";

/** Where an instance is on this machine. */
export interface InstancePlaces {
  readonly folder: string;
  /** The unpacked package: stands for /local/game/. */
  readonly game: string;
  /** Where it is unpacked; renamed once it is whole. */
  readonly partial: string;
  /** Who its processes run as; not there: whoever the host runs as. Out of their reach. */
  readonly account: string;
}

export const instancesFolder = (dataDir: string): string => join(dataDir, "instances");

export function placesOf(dataDir: string, id: InstanceId): InstancePlaces {
  const folder = join(instancesFolder(dataDir), id);
  return {
    folder,
    game: join(folder, "game"),
    partial: join(folder, "game.partial"),
    account: join(folder, "account.json"),
  };
}

// Names in the log store: POSIX paths below `<data>/logs/`.
export const logPath = (dataDir: string, name: string): string => join(dataDir, "logs", name);
export const stepLogName = (id: InstanceId, step: SetUpStep): string => `instances/${id}/${step}.log`;
export const processLogName = (id: InstanceId, processId: ProcessId): string => `processes/${id}/${processId}.log`;

/** Takes a folder away with all in it; one that is not there is no fault. */
export async function removeFolder(folder: string): Promise<void> {
  const options = { recursive: true, force: true, maxRetries: 3 } as const;
  try {
    await rm(folder, options);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && (error.code === "EACCES" || error.code === "EPERM")))
      throw error;
    // What is in a folder that its owner may not write to cannot be taken out of it; packages may bring such folders.
    await makeWritable(folder);
    await rm(folder, options);
  }
}

async function makeWritable(folder: string): Promise<void> {
  await chmod(folder, 0o700);
  for (const entry of await readdir(folder, { withFileTypes: true }))
    if (entry.isDirectory()) await makeWritable(join(folder, entry.name));
}
