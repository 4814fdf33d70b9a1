import { createServer } from "node:http";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { lastOf, openLink, lastLines } from "../../src/cli/logs-link.js";
import { LogFollower } from "../../src/cli/logs-follow.js";
import type { Terminal } from "../../src/cli/terminal.js";
import { writeLog } from "../../src/cli/write-log.js";
import type { GameServerSessionId } from "../../src/model/index.js";
import { useLogs } from "../cloud-api/support/use-logs.js";
import { readZip } from "../logs/read-zip.js";
import { textLike } from "../support/text-like.js";
import { useFleetHost } from "./use-fleet-host.js";

async function useLogHost() {
  const kept = useLogs();
  const host = await useFleetHost({ api: { logs: kept.logs } });
  kept.join(host.host);
  const FleetId = await host.fleet();
  const { Instances } = await host.client.call("DescribeInstances", { FleetId });
  const InstanceId = Instances[0]?.InstanceId ?? "";
  const processes = [...host.host.live().processes];
  const outputOf = (id: string) => `processes/${InstanceId}/${id}.log`;
  const session = async () => {
    const wanted = { FleetId, MaximumPlayerSessionCount: 1, Name: "lobby" };
    const { GameServerSession } = await host.client.call("CreateGameServerSession", wanted);
    const id = GameServerSession.GameServerSessionId as GameServerSessionId;
    return { id, output: outputOf(host.host.reads.session(id)?.processId ?? "") };
  };
  return { ...kept, ...host, FleetId, InstanceId, processes, outputOf, session };
}

describe("gse logs", () => {
  test("shows the end of what a process wrote, by the beginning of its id", async () => {
    const { store, processes, outputOf, run } = await useLogHost();
    const [id = "", other = ""] = processes.map((process) => process.id);
    await store.append(outputOf(id), "one\ntwo\nthree\n");
    await store.append(outputOf(other), "other\n");
    expect(await run("logs", id)).toMatchObject({ code: 0, stdout: "one\ntwo\nthree\n" });
    expect(await run("logs", id, "-n", "1")).toMatchObject({ stdout: "three\n" });
    expect(await run("logs", id, "--json")).toMatchObject({
      stdout: textLike(new RegExp(`^\\[\\{"Name":"${outputOf(id)}","Url":"http://127.*signature=.*"\\}\\]\n$`)),
    });
    expect(await run("logs", id.slice(0, 8))).toMatchObject({ code: 2, stderr: textLike(/may be any of 2 processes/) });
  });

  test("shows what the process of a session wrote meanwhile, and names the files in its archive", async () => {
    const { store, run, session, cwd } = await useLogHost();
    const { output } = await session();
    await store.append(output, "a lobby\n");
    expect(await run("logs", "latest")).toMatchObject({ code: 0, stdout: "a lobby\n" });
    const saved = await run("logs", "lobby", "--save", "all.zip");
    expect(saved).toMatchObject({ code: 0, stdout: "", stderr: textLike(/is in .*all\.zip$/m) });
    expect(await readZip(readFileSync(join(cwd, "all.zip")))).toMatchObject({ "output.log": "a lobby\n" });
  });

  test("shows all logs of an instance, each under its name, and the log of an event", async () => {
    const { store, client, FleetId, InstanceId, processes, outputOf, run } = await useLogHost();
    await store.append(`instances/${InstanceId}/install.log`, "installed\n");
    await store.append(outputOf(processes[0]?.id ?? ""), "hello\n");
    await store.append("extract.log", "10 files\n");
    expect((await run("logs", InstanceId)).stdout).toBe(
      `==> instances/${InstanceId}/install.log <==\ninstalled\n==> ${outputOf(processes[0]?.id ?? "")} <==\nhello\n`,
    );
    const { Events } = await client.call("DescribeFleetEvents", { FleetId });
    const extract = Events.find(({ EventCode }) => EventCode === "FLEET_CREATION_EXTRACTING_BUILD");
    expect(await run("logs", extract?.EventId ?? "")).toMatchObject({ code: 0, stdout: "10 files\n" });
    const created = Events.find(({ EventCode }) => EventCode === "FLEET_CREATED");
    expect(await run("logs", created?.EventId ?? "")).toMatchObject({
      code: 1,
      stderr: textLike(/tells of nothing that has a log/),
    });
  });

  test("follows what comes, of a process and of a session, until Ctrl-C", async () => {
    const { store, processes, outputOf, start, session } = await useLogHost();
    const { id, output } = await session();
    const idle = processes.find((process) => outputOf(process.id) !== output)?.id ?? "";
    for (const [what, log] of [
      [idle, outputOf(idle)],
      [id, output],
    ] as const) {
      await store.append(log, "before\n");
      const program = start("logs", what, "--follow");
      await program.line(/^before$/);
      await store.append(log, "after\n");
      await program.line(/^after$/);
      program.signal("SIGINT");
      expect(await program.exited).toMatchObject({ code: 0, stdout: "before\nafter\n" });
    }
  });

  test("says what is not there", async () => {
    const { run, FleetId, InstanceId } = await useLogHost();
    expect(await run("logs", "event-00000000-00000000")).toMatchObject({
      code: 1,
      stderr: textLike(/there is no event/),
    });
    expect(await run("logs", "ins-00000000")).toMatchObject({
      code: 1,
      stderr: textLike(/there is no instance "ins-00000000"/),
    });
    expect(await run("logs", InstanceId)).toMatchObject({ code: 1, stderr: textLike(/no log of instance/) });
    expect(await run("logs", "nothing", "--fleet", FleetId)).toMatchObject({
      code: 1,
      stderr: textLike(/nothing that has a log is called "nothing": give the id or PID of a process, or a session/),
    });
    for (const [meant, told] of [
      ["ins-nosuch", /^gse: there is no instance "ins-nosuch"; "gse instance list" shows/],
      ["gssess-nosuch", /^gse: there is no game server session "gssess-nosuch"; "gse session list" shows/],
      ["12345678", /^gse: there is no log of a process whose id begins with "12345678", and no session/],
    ] as const)
      expect(await run("logs", meant)).toMatchObject({ code: 1, stderr: textLike(told) });
  });
});

describe("a log that is followed", () => {
  /** A log as the host serves it, in the test's hand. */
  async function useServedLog(text: string) {
    let content = text;
    let isExpired = false;
    const server = createServer((request, response) => {
      const isOld = isExpired && !(request.url ?? "").includes("fresh");
      const from = Number(/^bytes=(\d+)-/.exec(request.headers.range ?? "")?.[1] ?? 0);
      if (isOld) response.writeHead(403).end("this link has expired");
      else if (from >= content.length) response.writeHead(416, { "content-range": `bytes */${content.length}` }).end();
      else {
        const range = `bytes ${from}-${content.length - 1}/${content.length}`;
        response.writeHead(206, { "content-range": range, "content-length": content.length - from });
        response.end(content.slice(from));
      }
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    onTestFinished(() => {
      server.close();
      server.closeAllConnections();
    });
    const address = server.address();
    const url = `http://127.0.0.1:${String(typeof address === "object" ? address?.port : 0)}/logs/a.log`;
    return {
      follower: new LogFollower({ name: "a.log", url, again: async () => `${url}?fresh` }, text.length),
      becomes: (next: string) => (content = next),
      expires: () => (isExpired = true),
    };
  }

  test("gives what came since the last time", async () => {
    const { follower, becomes } = await useServedLog("12345");
    expect(await follower.news()).toBe("");
    becomes("1234567");
    expect(await follower.news()).toBe("67");
    expect(await follower.news()).toBe("");
  });

  test("is read from its new beginning when it was put aside", async () => {
    const { follower, becomes } = await useServedLog("12345");
    becomes("ab");
    expect(await follower.news()).toBe("");
    expect(await follower.news()).toBe("ab");
    becomes("abc");
    expect(await follower.news()).toBe("c");
  });

  test("gets a fresh link when the old one has expired", async () => {
    const { follower, becomes, expires } = await useServedLog("12345");
    expires();
    becomes("123456");
    expect(await follower.news()).toBe("");
    expect(await follower.news()).toBe("6");
  });
});

describe("the last lines", () => {
  test.each([
    ["a\nb\nc\n", 2, "b\nc\n"],
    ["a\nb\nc", 2, "b\nc"],
    ["a\n", 5, "a\n"],
    ["a\n\n\n", 2, "\n\n"],
    ["", 3, ""],
    ["a\nb\n", 0, ""],
    ["a\nb", 0, ""],
  ])("of %j, %d of them, are %j", (text, lines, last) => {
    expect(lastOf(text, lines)).toBe(last);
  });

  test("of a log that cannot be reached are told as such", async () => {
    await expect(lastLines(openLink("http://127.0.0.1:1/logs/a.log"), 1)).rejects.toMatchObject({
      exitCode: 3,
      message: textLike(/^the log cannot be had from 127\.0\.0\.1:1: /),
    });
  });
});

describe("on a terminal", () => {
  const written = (text: string, isInteractive: boolean): string => {
    let found = "";
    const stdout = { write: (part: string) => (found += part) };
    writeLog(text, { stdout, isInteractive } as unknown as Terminal);
    return found;
  };

  test("a log keeps its colours and loses whatever else would give the terminal orders", () => {
    const log = "\u001b[31mred\u001b[0m\ta\r\n\u001b[2J\u001b]0;title\u0007\u009b5n\u202eabc";
    expect(written(log, true)).toBe("\u001b[31mred\u001b[0m\ta\n[2J]0;title5nabc");
    expect(written(log, false)).toBe(log);
  });
});
