import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { createCloudApiClient, type CloudApiClient } from "../../src/client/index.js";
import { useGse, type Program } from "./use-gse.js";

export interface Up extends Program {
  readonly api: string;
  readonly url: string;
  readonly agent: string;
  readonly processes: number;
  readonly sessions: number;
  readonly client: CloudApiClient;
}

export interface UpOptions {
  readonly agent?: string;
  /** Of the config file. */
  readonly config?: object;
  readonly flags?: readonly string[];
  readonly data?: string;
}

/** The program `gse up` on free ports, with its data in `.gse` of that folder; up when it settles. */
export async function useUp(cwd: string, options: UpOptions = {}): Promise<Up> {
  const { agent = "127.0.0.1:0", config = {}, flags = [], data = ".gse" } = options;
  writeFileSync(join(cwd, "gse.json"), JSON.stringify(config));
  const where = ["--api", "127.0.0.1:0", "--agent", agent, "--data", data, "--config", "gse.json"];
  const program = useGse(["up", ...where, ...flags], { cwd });
  const found = JSON.parse(await program.line(/"gse is up"/)) as Pick<
    Up,
    "api" | "url" | "agent" | "processes" | "sessions"
  >;
  const credentials = JSON.parse(readFileSync(join(cwd, data, "credentials.json"), "utf8")) as {
    secretId: string;
    secretKey: string;
  };
  const client = createCloudApiClient({ endpoint: found.url, ...credentials });
  onTestFinished(() => {
    client.close();
  });
  return { ...program, ...found, client };
}
