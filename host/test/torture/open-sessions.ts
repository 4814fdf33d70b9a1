import { VirtualGameServers } from "../../../bench/src/host/virtual-game-servers.js";
import type { Api } from "./api.js";

/** A name alone: its processes were started by hand, as far as the host knows. */
const FLEET = "fleet-virtual";
const AT_ONCE = 20;

/**
 * Sessions that are open all the time and of which nothing is asked: they weigh on each start of the host. To be made before
 * there is a fleet; after that, a name alone is no fleet any more.
 */
export class OpenSessions {
  readonly #servers = new VirtualGameServers();
  readonly ids: string[] = [];

  async open(api: Api, agent: string, count: number): Promise<void> {
    if (count === 0) return;
    await this.#servers.start(agent, count);
    const make = async (): Promise<void> => {
      while (this.ids.length < count) {
        const number = this.ids.push("") - 1;
        const { GameServerSession: session } = await api.ask("CreateGameServerSession", {
          FleetId: FLEET,
          Name: `virtual-${String(number)}`,
          MaximumPlayerSessionCount: 4,
        });
        this.ids[number] = session.GameServerSessionId;
        await this.#servers.activated(session.GameServerSessionId);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, make));
  }

  /** What is wrong with them. */
  async check(api: Api): Promise<readonly string[]> {
    const missing = new Set(this.ids);
    let nextToken = "";
    do {
      const request = { FleetId: FLEET, Limit: 100, StatusFilter: "ACTIVE", NextToken: nextToken } as const;
      const page = await api.ask("DescribeGameServerSessions", request);
      for (const { GameServerSessionId } of page.GameServerSessions) missing.delete(GameServerSessionId);
      nextToken = page.NextToken;
    } while (nextToken !== "");
    return [...missing].map((id) => `${id}, of which nothing was asked, is not ACTIVE any more`);
  }

  close(): Promise<void> {
    return this.#servers.stop();
  }
}
