import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { machineMemory } from "../../src/runtime/local/machine-memory.js";
import { useTempDir } from "../support/use-temp-dir.js";

const MIB = 1024 ** 2;
const meminfo = `MemTotal:        8192000 kB\nMemFree:          100000 kB\nMemAvailable:    4096000 kB\nBuffers: 1 kB\n`;

/** What machineMemory finds where these files say so. */
function found(files: Readonly<Record<string, string>>) {
  const folder = useTempDir();
  for (const [name, text] of Object.entries(files)) {
    const file = join(folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  const places = { meminfo: join(folder, "meminfo"), ownGroups: join(folder, "cgroup"), groups: join(folder, "fs") };
  const memory = machineMemory(places);
  return memory === undefined ? undefined : [memory.totalBytes / MIB, memory.availableBytes / MIB];
}

test("is the machine's, what could be let go counted as available", () => {
  expect(found({ meminfo, cgroup: "0::/\n" })).toEqual([8_000, 4_000]);
});

test.each([
  [
    "of control groups, version 2",
    {
      cgroup: "0::/system.slice/gse.service\n",
      "fs/system.slice/gse.service/memory.max": `${String(2_000 * MIB)}\n`,
      "fs/system.slice/gse.service/memory.current": `${String(1_900 * MIB)}\n`,
      "fs/system.slice/gse.service/memory.stat": `anon 5\ninactive_file ${String(400 * MIB)}\nactive_file 7\n`,
    },
  ],
  [
    "of a group further up",
    {
      cgroup: "0::/pod/container\n",
      "fs/pod/container/memory.max": "max\n",
      "fs/pod/container/memory.current": "5\n",
      "fs/pod/memory.max": `${String(2_000 * MIB)}\n`,
      "fs/pod/memory.current": `${String(1_500 * MIB)}\n`,
    },
  ],
  [
    "of a container that sees its group as the root",
    {
      cgroup: "0::/docker/0123\n",
      "fs/memory.max": `${String(2_000 * MIB)}\n`,
      "fs/memory.current": `${String(1_500 * MIB)}\n`,
    },
  ],
  [
    "of control groups, version 1",
    {
      cgroup: "5:devices:/\n4:cpu,memory:/games\n0::/\n",
      "fs/memory/games/memory.limit_in_bytes": `${String(2_000 * MIB)}\n`,
      "fs/memory/games/memory.usage_in_bytes": `${String(1_600 * MIB)}\n`,
      "fs/memory/games/memory.stat": `inactive_file 9\ntotal_inactive_file ${String(100 * MIB)}\n`,
    },
  ],
])("is the part that the host may use, by a limit %s", (_what, files) => {
  expect(found({ meminfo, ...files })).toEqual([2_000, 500]);
});

test("is what the machine has left, where a limit would allow more", () => {
  const files = {
    cgroup: "0::/a\n",
    "fs/a/memory.max": `${String(7_000 * MIB)}\n`,
    "fs/a/memory.current": `${String(100 * MIB)}\n`,
  };
  expect(found({ meminfo, ...files })).toEqual([7_000, 4_000]);
});

test("is not known where the system does not tell", () => {
  expect(found({})).toBeUndefined();
});

test.runIf(process.platform === "linux")("of this machine is told", () => {
  const { totalBytes = 0, availableBytes = 0 } = machineMemory() ?? {};
  expect(availableBytes).toBeGreaterThan(0);
  expect(totalBytes).toBeGreaterThan(availableBytes);
});
