import { credentials, useCloudApi, type CloudApi } from "../cloud-api/support/use-cloud-api.js";
import { useTempDir } from "../support/use-temp-dir.js";
import { gse, useGse, type GseRun, type Program } from "./use-gse.js";

export interface FleetHost extends CloudApi {
  readonly cwd: string;
  /** `gse` with these arguments, told where this host is. */
  run(...args: readonly string[]): Promise<GseRun>;
  /** The same for a command that stays up. */
  start(...args: readonly string[]): Program;
}

/** The real engine and cloud API in this process, with instances and game servers that the test plays; `gse` is a program. */
export async function useFleetHost(options: Parameters<typeof useCloudApi>[0] = {}): Promise<FleetHost> {
  const api = await useCloudApi(options);
  const cwd = useTempDir();
  const env = {
    GSE_ENDPOINT: api.address,
    TENCENTCLOUD_SECRET_ID: credentials.secretId,
    TENCENTCLOUD_SECRET_KEY: credentials.secretKey,
  };
  return {
    ...api,
    cwd,
    run: (...args) => gse(args, { cwd, env }),
    start: (...args) => useGse(args, { cwd, env }),
  };
}
