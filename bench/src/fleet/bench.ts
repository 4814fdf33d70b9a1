import { spawn } from "node:child_process";
import { chmodSync, createWriteStream, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { createCloudApiClient, uploadPackage, type CloudApiClient } from "gse-host/client";
import { ZipFile } from "yazl";
import { startChild, type Child } from "../child.js";
import { forMs, isQuickLook, machine } from "../conditions.js";
import { ms, share, table, whole, withDigits } from "../figures.js";

// gse-semantics d.2: at most 50 on one instance.
const PER_FLEET = 50;
const FLEETS = isQuickLook ? 1 : 2;
const PROCESSES = FLEETS * PER_FLEET;
const TURNOVERS = 30;
const REGION = "ap-shanghai";

interface Times {
  readonly readyAtMs: readonly number[];
  readonly activeAtMs: readonly number[];
  readonly refillsMs: readonly number[];
  readonly cpuMs: number;
}

/** When the first and the last process had called ProcessReady, from the moment when they were asked for. */
interface Start {
  readonly firstMs: number;
  readonly allMs: number;
}

const startOf = (readyAtMs: readonly number[], beganAtMs: number): Start => ({
  firstMs: Math.min(...readyAtMs) - beganAtMs,
  allMs: Math.max(...readyAtMs) - beganAtMs,
});

async function until<Answer>(ask: () => Promise<Answer>, isEnough: (answer: Answer) => boolean): Promise<Answer> {
  for (;;) {
    const answer = await ask();
    if (isEnough(answer)) return answer;
    await sleep(20);
  }
}

/** The program as a package holds it: a script in its folder. */
function writeProgram(folder: string): string {
  const program = join(folder, "server");
  const gameServer = fileURLToPath(new URL("game-server.js", import.meta.url));
  writeFileSync(program, `#!/bin/sh\nexec "${process.execPath}" "${gameServer}"\n`);
  chmodSync(program, 0o755);
  return program;
}

async function measureBareStart(program: string): Promise<Start> {
  const agent = await startChild("fleet/ready-agent.js");
  const env = { ...process.env, GSE_AGENT_ADDRESS: agent.hello["agent"] };
  const beganAtMs = Date.now();
  const children = Array.from({ length: PROCESSES }, () => spawn(program, { env, stdio: "ignore", detached: true }));
  const { readyAtMs } = await until(
    () => agent.ask<Pick<Times, "readyAtMs">>({}),
    (times) => times.readyAtMs.length === PROCESSES,
  );
  for (const child of children) child.kill("SIGKILL");
  await agent.stop();
  return startOf(readyAtMs, beganAtMs);
}

async function makeAsset(client: CloudApiClient, folder: string, program: string): Promise<string> {
  const file = join(folder, "package.zip");
  const zip = new ZipFile();
  zip.addFile(program, "server", { mode: 0o100755 });
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(file));
  await uploadPackage(client, { file, bucketKey: "bench", assetRegion: REGION });
  const { AssetId } = await client.call("CreateAsset", {
    BucketKey: "bench",
    AssetName: "bench",
    AssetVersion: "1",
    AssetRegion: REGION,
    OperateSystem: "CentOS7.16",
  });
  return AssetId;
}

const createFleet = async (client: CloudApiClient, AssetId: string, name: string): Promise<string> => {
  const { FleetAttributes } = await client.call("CreateFleet", {
    AssetId,
    Name: name,
    InboundPermissions: [],
    InstanceType: "S5.LARGE8",
    FleetType: "ON_DEMAND",
    RuntimeConfiguration: {
      ServerProcesses: [{ LaunchPath: "/local/game/server", ConcurrentExecutions: PER_FLEET }],
    },
  });
  return FleetAttributes.FleetId;
};

/** One process after the other gets a session, and is told to go with it. */
async function measureTurnovers(client: CloudApiClient, host: Child, fleetId: string): Promise<readonly number[]> {
  for (let turn = 1; turn <= TURNOVERS; turn++) {
    const { GameServerSession } = await client.call("CreateGameServerSession", {
      FleetId: fleetId,
      MaximumPlayerSessionCount: 1,
    });
    const { GameServerSessionId } = GameServerSession;
    await until(
      () => client.call("DescribeGameServerSessions", { GameServerSessionId }),
      ({ GameServerSessions }) => GameServerSessions[0]?.Status === "ACTIVE",
    );
    await client.call("EndGameServerSessionAndProcess", { GameServerSessionId });
    await until(
      () => host.ask<Times>({}),
      ({ refillsMs }) => refillsMs.length >= turn,
    );
  }
  return (await host.ask<Times>({})).refillsMs;
}

async function measureIdle(host: Child): Promise<number> {
  const before = await host.ask<Times>({});
  const beganAt = performance.now();
  await sleep(2 * forMs);
  return ((await host.ask<Times>({})).cpuMs - before.cpuMs) / (performance.now() - beganAt);
}

async function measureFleets(folder: string, program: string) {
  const host = await startChild("fleet/host-of-fleets.js");
  const { api = "", secretId = "", secretKey = "" } = host.hello;
  const client = createCloudApiClient({ endpoint: api, secretId, secretKey });
  try {
    const assetId = await makeAsset(client, folder, program);
    const beganAtMs = Date.now();
    const fleets = await Promise.all(
      Array.from({ length: FLEETS }, (_, index) => createFleet(client, assetId, `bench-${String(index)}`)),
    );
    const times = await until(
      () => host.ask<Times>({}),
      ({ readyAtMs, activeAtMs }) => readyAtMs.length >= PROCESSES && activeAtMs.length >= FLEETS,
    );
    return {
      start: startOf(times.readyAtMs, beganAtMs),
      activeMs: Math.max(...times.activeAtMs) - beganAtMs,
      refills: await measureTurnovers(client, host, fleets[0] ?? ""),
      idle: await measureIdle(host),
    };
  } finally {
    client.close();
    await host.ask({ end: true });
    await host.stop();
  }
}

/** Fleets of real processes, against the same processes started by nobody in particular. */
export async function benchFleet(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "gse-bench-package-"));
  try {
    const program = writeProgram(folder);
    const bare = await measureBareStart(program);
    const fleet = await measureFleets(folder, program);
    const refills = [...fleet.refills].sort((a, b) => a - b);
    const row = (what: string, ofFleet: number, ofBare: number): string[] => [
      what,
      whole(ofFleet),
      whole(ofBare),
      share(ofFleet / ofBare),
    ];
    return `${machine}; ${whole(PROCESSES)} processes of the smallest game server on the SDK, all at once: fleets of ${String(PER_FLEET)}
through CreateFleet (unpacked, validated, launched), against the same program started ${whole(PROCESSES)} times by itself and
reporting to an agent that only says yes.

${table(
  ["ms from the request to", "fleets", "bare", "fleets / bare"],
  [
    row("the first ProcessReady", fleet.start.firstMs, bare.firstMs),
    row("every fleet ACTIVE", fleet.activeMs, bare.firstMs),
    row("all processes ready", fleet.start.allMs, bare.allMs),
  ],
)}

A process that has ended with its session is followed by the start of another one after ${ms(refills[refills.length >> 1] ?? NaN)} ms (median of ${String(refills.length)};
${ms(refills.at(-1) ?? NaN)} ms at most; aim ≤ 100). With all of them waiting the host takes ${withDigits(100 * fleet.idle, 1)} % of one processor (aim ≤ 1 %).
`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
