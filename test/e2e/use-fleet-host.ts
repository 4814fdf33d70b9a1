import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { Api } from "../../host/test/torture/api.js";
import { freePorts } from "../../host/test/torture/free-port.js";
import { LAUNCH_PATH, packGame, type PackageOptions } from "../../host/test/torture/game-package.js";
import { credentialsOf, startHostProgram, type HostProgram } from "../../host/test/torture/host-program.js";
import { readLiveJournal, type LiveJournal } from "../../host/test/torture/journal-copy.js";
import { CLIENT_PORTS } from "../../host/test/torture/main-fleet.js";
import { endAllOf, processesOf } from "../../host/test/torture/os-processes.js";
import { comesTrue } from "../../host/test/torture/pause.js";
import { useTempDir } from "../support/use-temp-dir.js";

/** Far longer than anything takes on a machine that does much else. */
const PATIENCE_MS = 60_000;

/** A `gse up` that can be killed and started again on its data; with the test, it and all that it started is ended. */
export async function useFleetHost() {
  const folder = await useTempDir();
  const dataDir = join(folder, "data");
  mkdirSync(dataDir);
  const [api = "", agent = ""] = (await freePorts(2)).map((port) => `127.0.0.1:${String(port)}`);
  let host: HostProgram | undefined;
  let client: Api | undefined;

  const start = async (): Promise<void> => {
    host = startHostProgram({ dataDir, api, agent, logFile: join(folder, "host.log") });
    const word = await host.ready;
    client = new Api({ endpoint: word.api, ...credentialsOf(dataDir) });
  };
  const wasKilled = async (): Promise<LiveJournal> => {
    await host?.exited;
    client?.close();
    return readLiveJournal(dataDir);
  };
  onTestFinished(async () => {
    host?.signal("SIGKILL");
    await wasKilled();
    endAllOf(dataDir);
  });
  await start();

  const ask: Api["ask"] = (action, request) => {
    if (client === undefined) throw new Error("there is no host");
    return client.ask(action, request);
  };
  const fleetIs = async (FleetId: string, status: string): Promise<void> => {
    let found = "";
    await until(`the fleet is ${status}`, async () => {
      const { FleetAttributes } = await ask("DescribeFleetAttributes", { FleetIds: [FleetId] });
      found = FleetAttributes[0]?.Status ?? "";
      if (found === "ERROR") throw new Error(`the fleet is in ERROR, not ${status}`);
      return found === status;
    });
  };

  return {
    folder,
    dataDir,
    start,
    /** Settles when the host is dead, whoever killed it, with what it had on disk. */
    wasKilled,
    kill: (): Promise<LiveJournal> => {
      host?.signal("SIGKILL");
      return wasKilled();
    },
    ask,
    fleetIs,
    /** Of a package like this, with one process on one instance; gives back its id at once. */
    createFleet: async (options: PackageOptions): Promise<string> => {
      const file = join(folder, "package.zip");
      await packGame(file, options);
      const asset = await client?.createAsset(file, `asset-${String(Math.round(performance.now() * 1_000))}`);
      if (asset?.kind !== "done") throw new Error(`no asset was made: ${JSON.stringify(asset)}`);
      const { FleetAttributes: fleet } = await ask("CreateFleet", {
        AssetId: asset.value.AssetId,
        Name: "killed",
        InboundPermissions: [
          { Protocol: "TCP", FromPort: CLIENT_PORTS.from, ToPort: CLIENT_PORTS.to, IpRange: "0.0.0.0/0" },
        ],
        RuntimeConfiguration: { ServerProcesses: [{ LaunchPath: LAUNCH_PATH, ConcurrentExecutions: 1 }] },
      });
      return fleet.FleetId;
    },
    /** The folder of the fleet's only instance. */
    instanceFolder: async (FleetId: string): Promise<string> => {
      const { Instances } = await ask("DescribeInstances", { FleetId, Offset: 0, Limit: 10 });
      return join(dataDir, "instances", Instances[0]?.InstanceId ?? "none");
    },
    /** Pids of the instance's processes on this machine. */
    processesIn: (instanceFolder: string): readonly number[] =>
      processesOf(dataDir)
        .filter(({ instanceId }) => instanceFolder.endsWith(`/${instanceId}`))
        .map(({ pid }) => pid),
  };
}

/** Looks every few milliseconds. @throws Error when it does not come true */
export async function until(what: string, look: () => boolean | Promise<boolean>): Promise<void> {
  if (!(await comesTrue(look, PATIENCE_MS, 3))) throw new Error(`gave up: it did not come true that ${what}`);
}

export const appears = (file: string): Promise<void> => until(`there is ${file}`, () => existsSync(file));
