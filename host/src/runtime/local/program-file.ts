import { constants } from "node:fs";
import { open, realpath, stat } from "node:fs/promises";
import { arch, endianness, platform } from "node:os";
import { sep } from "node:path";
import { GAME_ROOT, placeOfLaunchPath } from "./launch-path.js";

/** What a launch path leads to. */
export interface ProgramFile {
  /** As it is to be called. */
  readonly path: string;
  readonly isExecutable: boolean;
  /** Its first bytes. */
  readonly head: Buffer;
}

export type FoundProgram =
  { readonly ok: true; readonly program: ProgramFile } | { readonly ok: false; readonly reason: string };

const HEAD_BYTES = 256;

/**
 * The regular file that a launch path names on an instance. It may be a link that leads out of the folder: no package brings
 * one, for none is unpacked, but an install.sh may make it, as GSE's Java servers do (gse-semantics d.3).
 */
export async function findProgram(gameDir: string, launchPath: string): Promise<FoundProgram> {
  const notFound = (why: string): FoundProgram => ({ ok: false, reason: `launch path "${launchPath}": ${why}` });
  const path = placeOfLaunchPath(gameDir, launchPath);
  if (path === undefined)
    return notFound(`it leads out of ${GAME_ROOT}/; give a path below it, as ${GAME_ROOT}/server, or relative to it`);
  try {
    const stats = await stat(path);
    if (stats.isDirectory()) return notFound("it is a folder; give the program's file");
    if (!stats.isFile()) return notFound("it is no regular file");
    return { ok: true, program: { path, isExecutable: (stats.mode & 0o111) !== 0, head: await readHead(path) } };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "ENOENT" || code === "ENOTDIR") return notFound(whyMissing(launchPath));
    return notFound(`it cannot be looked at: ${String(error)}`);
  }
}

const whyMissing = (launchPath: string): string =>
  launchPath.includes("/")
    ? "there is no such file on the instance; compare it with the list of what was unpacked"
    : `there is no such file in the package, and programs of the machine are not looked for; put it in, or link it in install.sh: ln -s "$(command -v ${launchPath})" .`;

async function readHead(path: string): Promise<Buffer> {
  const file = await open(path, "r");
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

const ELF = Buffer.from("\x7fELF", "latin1");
const isElf = (head: Buffer): boolean => head.subarray(0, 4).equals(ELF);
const isScript = (head: Buffer): boolean => head.toString("latin1", 0, 2) === "#!";
const isMachO = (head: Buffer): boolean => /^(cafebabe|[cf][ef][ef]aedfe|feedfac[ef])/.test(head.toString("hex", 0, 4));

/** What a system would run if only it were marked as executable: zips made on Windows carry no modes. */
export const looksExecutable = ({ head }: ProgramFile): boolean =>
  isElf(head) || isScript(head) || (platform() === "darwin" && isMachO(head));

/** Marks a file of the package as executable for all who may read it. A file outside of the folder is never touched. */
export async function makeExecutable(gameDir: string, { path }: ProgramFile): Promise<void> {
  const real = await realpath(path);
  if (!real.startsWith((await realpath(gameDir)) + sep))
    throw new Error(`it leads to "${real}", outside of the instance's folder, which is not executable`);
  const file = await open(real, constants.O_RDONLY | constants.O_NOFOLLOW);
  try {
    const { mode } = await file.stat();
    await file.chmod((mode & 0o777) | ((mode & 0o444) >> 2));
  } finally {
    await file.close();
  }
}

// e_machine of the ELF header (elf.h). A machine also runs what is for its 32-bit relative, if its kernel was built so.
const runnable: Readonly<Record<string, readonly number[]>> = {
  x64: [62, 3],
  arm64: [183, 40],
  arm: [40],
  ia32: [3],
  riscv64: [243],
  ppc64: [21],
  s390x: [22],
  loong64: [258],
};
const machineNames: Readonly<Record<number, string>> = { 3: "x86", 40: "arm", 62: "x64", 183: "arm64", 243: "riscv64" };

/**
 * Why a file is no program of this machine; undefined when it may be one. Asked before it is started, for what the kernel
 * refuses the C library hands to a shell as a script.
 */
export function whyNotRunnable({ head }: ProgramFile): string | undefined {
  if (head.length === 0) return "the file is empty";
  if (platform() !== "linux" || isScript(head)) return undefined;
  if (isElf(head)) {
    const machine = head.length < 20 ? 0 : endianness() === "LE" ? head.readUInt16LE(18) : head.readUInt16BE(18);
    if (runnable[arch()]?.includes(machine) ?? true) return undefined;
    return `it is built for ${machineNames[machine] ?? `another machine (${String(machine)})`}, and this machine is ${arch()}`;
  }
  if (head.toString("latin1", 0, 2) === "MZ") return "it is a program for Windows; build it for Linux";
  if (isMachO(head)) return "it is a program for macOS, or Java's; build it for Linux";
  return head.includes(0) ? "it is neither a Linux program nor a script" : undefined;
}
