import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { createCloudApiClient, type CloudApiClient } from "../../src/client/index.js";
import { TestGse } from "../../src/testing/index.js";
import { useGse } from "../cli/use-gse.js";
import { useTempDir } from "../support/use-temp-dir.js";

/** A GSE by its two public walls: what every one of them has. */
export interface World {
  readonly agentAddress: string;
  readonly api: CloudApiClient;
  /** It is killed without warning, and another one begins on the same data, at the same addresses. */
  restart(): Promise<void>;
}

/** One whose time the test moves. */
export interface VirtualWorld extends World {
  advance(ms: number): Promise<void>;
}

/** In this process, in virtual time. */
export async function useTestGseWorld(): Promise<VirtualWorld> {
  const gse = await TestGse.start({ cloudApi: true });
  const api = createCloudApiClient(gse.cloudApi);
  onTestFinished(async () => {
    api.close();
    await gse.close();
  });
  return {
    agentAddress: gse.agentAddress,
    api,
    restart: () => gse.crashAndRestart(),
    advance: (ms) => gse.advance(ms),
  };
}

/** The program `gse up` in a process of its own, on a disk, in real time. */
export async function useGseUpWorld(): Promise<World> {
  const cwd = useTempDir();
  // Scenes look again and again until what they wait for is there.
  writeFileSync(join(cwd, "gse.json"), '{"rateLimits": "none"}');
  const begin = async (apiAddress: string, agentAddress: string) => {
    const where = ["--data", cwd, "--api", apiAddress, "--agent", agentAddress, "--config", "gse.json"];
    const program = useGse(["up", ...where], { cwd });
    const { api, agent } = JSON.parse(await program.line(/"gse is up"/)) as { api: string; agent: string };
    return { program, api, agent };
  };
  const free = "127.0.0.1:0";
  let running = await begin(free, free);
  const credentials = JSON.parse(readFileSync(join(cwd, "credentials.json"), "utf8")) as {
    secretId: string;
    secretKey: string;
  };
  const api = createCloudApiClient({ endpoint: running.api, ...credentials });
  onTestFinished(() => {
    api.close();
  });
  return {
    agentAddress: running.agent,
    api,
    restart: async () => {
      running.program.signal("SIGKILL");
      await running.program.exited;
      running = await begin(running.api, running.agent);
    },
  };
}
