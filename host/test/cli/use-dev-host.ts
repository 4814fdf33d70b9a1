import { useTempDir } from "../support/use-temp-dir.js";
import { gse, useGse, type GseRun, type Program } from "./use-gse.js";

export interface DevHost extends Program {
  readonly cwd: string;
  /** `host:port` */
  readonly api: string;
  readonly agent: string;
  /** `gse` with these arguments, told where this host is. */
  run(...args: readonly string[]): Promise<GseRun>;
}

/** `gse dev` on free ports, in a folder of its own; it is up when this settles. */
export async function useDevHost(args: readonly string[] = [], cwd: string = useTempDir()): Promise<DevHost> {
  const program = useGse(["dev", "--api", "127.0.0.1:0", "--agent", "127.0.0.1:0", ...args], { cwd });
  const { api, agent } = JSON.parse(await program.line(/"msg":"gse dev is up"/)) as { api: string; agent: string };
  return {
    ...program,
    cwd,
    api,
    agent,
    run: (...command) => gse(command, { cwd, env: { GSE_ENDPOINT: api } }),
  };
}
