import { describe, expect, test } from "vitest";
import type { GseRun } from "./use-gse.js";
import { useFleetHost } from "./use-fleet-host.js";

const json = ({ stdout }: GseRun): unknown => JSON.parse(stdout) as unknown;

describe("gse alias", { timeout: 60_000 }, () => {
  test("makes one, shows it by name or the beginning of its id, and deletes it", async () => {
    const host = await useFleetHost();
    const FleetId = await host.fleet();
    expect((await host.run("alias", "list")).stdout).toMatch(/^There is no alias; make one with: gse alias create/);
    const made = await host.run("alias", "create", "--name", "live", "--fleet", "chat", "--tag", "team=red", "--json");
    const { AliasId } = json(made) as { AliasId: string };
    expect(json(made)).toMatchObject({ Name: "live", RoutingStrategy: { FleetId } });
    const shown = await host.run("alias", "show", AliasId.slice(0, 10));
    expect(shown.stdout).toMatch(new RegExp(`^alias +${AliasId}\nname +live$`, "m"));
    expect(shown.stdout).toMatch(new RegExp(`^leads +to ${FleetId}$`, "m"));
    expect((await host.run("alias", "list")).stdout).toMatch(new RegExp(`^${AliasId} +live +to ${FleetId} +20`, "m"));
    expect((await host.run("alias", "delete", "latest")).stdout).toBe(`✓ ${AliasId} (live) is deleted\n`);
    expect(await host.run("alias", "show", "live")).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/there is no alias "live", nor any other in this region; make one/) as unknown,
    });
  });

  test("leads sessions to another fleet once it is switched, waits for the old one, and refuses once it is closed", async () => {
    const host = await useFleetHost();
    const old = await host.fleet();
    expect(await host.run("alias", "create", "--fleet", old)).toMatchObject({
      code: 2,
      stderr: "gse: say once what people call it: gse alias create NAME --fleet FLEET\n",
    });
    await host.run("alias", "create", "live", "--fleet", old);
    const create = (...args: readonly string[]) =>
      host.run("session", "create", "--alias", "live", "--no-wait", "--json", ...args);
    const first = json(await create()) as { FleetId: string; GameServerSessionId: string };
    expect(first.FleetId).toBe(old);
    const next = await host.fleet({ Name: "arena" });
    const switching = host.start("alias", "switch", "live", "--to", "arena", "--wait-empty");
    await switching.line(new RegExp(`^✓ live leads to ${next} from now on$`));
    await switching.line(/^ {2}sessions on fleet-\S+ go on until they end/);
    expect(json(await create())).toMatchObject({ FleetId: next });
    await host.client.call("EndGameServerSessionAndProcess", { GameServerSessionId: first.GameServerSessionId });
    await host.clock.advance(60_000);
    await switching.line(new RegExp(`^✓ ${old} is empty`));
    expect(await switching.exited).toMatchObject({ code: 0 });
    expect((await host.run("alias", "close", "live", "--message", "back at noon")).stdout).toBe(
      "✓ live leads nowhere: back at noon from now on\n",
    );
    const refused = await create();
    expect(refused.code).toBe(1);
    expect(json(refused)).toMatchObject({ Error: { Code: "ResourceUnavailable", Message: "back at noon" } });
  });

  test("says what is missing", async () => {
    const host = await useFleetHost();
    expect((await host.run("alias", "create", "--name", "live")).stderr).toMatch(/say where it leads: --fleet FLEET/);
    expect((await host.run("alias", "switch", "live")).stderr).toMatch(/required option '--to <fleet>'/);
  });
});
