import { lstat, stat, unlink } from "node:fs/promises";
import { connect } from "node:net";
import { dirname } from "node:path";

/**
 * What is at the path, once the socket file of a process that was killed is taken away: nobody serves that any more, and it
 * would bar the path for ever. Nothing else is touched.
 */
export async function freeSocketPath(path: string): Promise<"free" | "served" | "a folder" | "a link" | "a file"> {
  if (await isServed(path)) return "served";
  const found = await lstat(path);
  if (found.isDirectory()) return "a folder";
  if (found.isSymbolicLink()) return "a link";
  if (!found.isSocket()) return "a file";
  await unlink(path);
  return "free";
}

/** Whether there is a folder for it: of one that is missing, listening says that permission is denied. */
export const hasFolder = (path: string): Promise<boolean> =>
  stat(dirname(path)).then(
    (found) => found.isDirectory(),
    (error: unknown) => !isCode(error, "ENOENT") && !isCode(error, "ENOTDIR"),
  );

function isServed(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    // A link that leads nowhere is not there.
    socket.once("error", (error) => resolve(!isCode(error, "ECONNREFUSED") && !isCode(error, "ENOENT")));
  });
}

export const isCode = (error: unknown, code: string): boolean =>
  error instanceof Error && "code" in error && error.code === code;
