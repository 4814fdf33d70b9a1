import { expect, test } from "vitest";
import type { GameServerSession } from "gse-host/client";
import { useDevGames, type DevGames } from "../../../test/support/use-dev-games.js";
import { useLogins, type Answer } from "./use-logins.js";

const sessions = async ({ api }: DevGames): Promise<readonly GameServerSession[]> =>
  (await api.call("DescribeGameServerSessions", { FleetId: "fleet-dev", Limit: 100 })).GameServerSessions;

const tokenOf = ({ GameServerSessionId }: GameServerSession) => GameServerSessionId.replace(/^.*\//, "");

test(
  "a hundred players log in to five worlds at once, over two services: each world is made once, and all are in",
  { timeout: 60_000 },
  async () => {
    const worlds = await useDevGames();
    for (let game = 0; game < 6; game++) await worlds.startGame();
    const services = [await useLogins(worlds, 20), await useLogins(worlds, 20)];
    const names = ["atlantis", "lemuria", "mu", "thule", "ys"];

    const logins = Array.from({ length: 100 }, (_, at) =>
      services[at % 2]!(`player-${String(at)}`, names[Math.floor(at / 2) % 5]!),
    );
    const answers = await Promise.all(logins);
    expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
    expect(new Set(answers.map(({ body }) => body.playerSessionId)).size).toBe(100);

    const made = await sessions(worlds);
    expect(made.map(tokenOf).sort()).toEqual(names.map((name) => `${name}.1`));
    expect(
      made.map(({ Name, Status, CurrentPlayerSessionCount }) => [Name, Status, CurrentPlayerSessionCount]),
    ).toEqual(expect.arrayContaining(names.map((name) => [name, "ACTIVE", 20])));
    for (const { Name, Port } of made)
      expect(new Set(answers.filter(({ body }) => body.world === Name).map(({ body }) => body.port))).toEqual(
        new Set([Port]),
      );

    // A player who asks again has the same seat; another one finds the world full; there is no other world to be had.
    const again = await services[1]!("player-0", "atlantis");
    expect(again.body).toEqual(answers[0]!.body);
    expect(await services[0]!("zoe", "atlantis")).toEqual({ status: 409, body: { error: '"atlantis" is full' } });
    expect((await services[0]!("zoe", "El Dorado")).status).toBe(400);
    expect(await sessions(worlds)).toHaveLength(5);
  },
);

test(
  "a world whose process dies, or whose host does, is there again for whoever logs in",
  { timeout: 60_000 },
  async () => {
    const worlds = await useDevGames();
    await worlds.startGame();
    const login = await useLogins(worlds, 20);
    const port = (await login("ada", "atlantis")).body.port ?? 0;

    // Its process dies: the next ones to log in wait until GSE has seen it, and for a process that is free.
    worlds.games.get(port)?.stop("SIGKILL");
    await worlds.games.get(port)?.exited;
    await expect.poll(async () => (await sessions(worlds))[0]?.Status, { timeout: 10_000 }).toBe("ERROR");
    const back = Promise.all(["ada", "bob", "eve"].map((player) => login(player, "atlantis")));
    await worlds.startGame();
    const found = await back;
    expect(found.map(({ status, body }) => [status, body.port === port])).toEqual(Array(3).fill([200, false]));
    expect((await sessions(worlds)).map(tokenOf)).toEqual(["atlantis.2", "atlantis.1"]);

    // The host dies: who logs in meanwhile waits for the next one, and the world has gone on.
    const restarted = worlds.restartHost();
    const meanwhile: Promise<Answer> = login("zoe", "atlantis");
    await restarted;
    expect(await meanwhile).toMatchObject({ status: 200, body: { port: found[0]!.body.port } });
    expect((await sessions(worlds)).map(tokenOf)).toEqual(["atlantis.2", "atlantis.1"]);
  },
);
