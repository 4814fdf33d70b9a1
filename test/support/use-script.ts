import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));

export interface ScriptRun {
  readonly code: unknown;
  /** Of both outputs. */
  readonly output: string;
}

/** A shell script of this repository; what it started in its group ends with the test, too. Settles when it is over. */
export async function useScript(file: string, env: Readonly<Record<string, string>>): Promise<ScriptRun> {
  const child = spawn("bash", [file], {
    cwd: root,
    env: { PATH: process.env["PATH"], ...env },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  onTestFinished(() => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
    } catch {
      // Nothing of it is left.
    }
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  const [code] = (await once(child, "close")) as unknown[];
  return { code, output };
}
