import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { onTestFinished } from "vitest";
import { systemClock } from "../../src/system-clock.js";

/** What becomes of a piece of the conversation, as the network cut it. */
export type Fault = "pass" | "cut" | "freeze" | "duplicate" | { readonly delayMs: number };
export type Direction = "toAgent" | "toServer";

interface Pair {
  readonly client: Socket;
  readonly agent: Socket;
  isFrozen: boolean;
}

export interface FaultyProxy {
  /** What stands in for the agent's address. */
  readonly address: string;
  /** How many connections were made so far. */
  readonly made: () => number;
  /** Settles when so many were made. */
  readonly connections: (count: number) => Promise<void>;
  /** Settles when none stands. */
  readonly idle: () => Promise<void>;
  /** Breaks every connection. */
  readonly cut: () => void;
  /** Connections that stand carry no byte any more, and nobody is told; new ones do. */
  readonly freeze: () => void;
  /** From now on new connections are taken and then nothing comes of them, or they pass again. */
  readonly hang: (isHanging: boolean) => void;
  /** From now on asked for each piece. */
  readonly decide: (decide: (direction: Direction) => Fault) => void;
}

/** A TCP proxy before an agent, with faults on demand; it knows nothing of what it carries. */
export async function useFaultyProxy(agentAddress: string): Promise<FaultyProxy> {
  const pairs = new Set<Pair>();
  const waiting = new Set<() => void>();
  const expecting = new Set<() => void>();
  let made = 0;
  let isHanging = false;
  let decide: (direction: Direction) => Fault = () => "pass";

  const cut = (pair: Pair): void => {
    pairs.delete(pair);
    pair.client.destroy();
    pair.agent.destroy();
    if (pairs.size === 0) for (const resolve of waiting) resolve();
  };
  const carry = (pair: Pair, from: Socket, to: Socket, direction: Direction): void => {
    from.on("data", (bytes: Buffer) => {
      if (pair.isFrozen) return;
      const fault = decide(direction);
      if (fault === "cut") return cut(pair);
      if (fault === "freeze") {
        pair.isFrozen = true;
        return;
      }
      if (typeof fault === "object") {
        from.pause();
        systemClock.setTimeout(() => {
          if (!pair.isFrozen) to.write(bytes);
          from.resume();
        }, fault.delayMs);
        return;
      }
      to.write(bytes);
      if (fault === "duplicate") to.write(bytes);
    });
    from.on("close", () => {
      if (!pair.isFrozen || direction === "toAgent") cut(pair);
    });
    from.on("error", () => {});
  };

  const port = Number(agentAddress.split(":").at(-1));
  const server = createServer((client) => {
    made += 1;
    for (const look of expecting) look();
    const pair: Pair = { client, agent: connect(port, "127.0.0.1"), isFrozen: isHanging };
    pairs.add(pair);
    for (const socket of [pair.client, pair.agent]) socket.setNoDelay(true);
    carry(pair, client, pair.agent, "toAgent");
    carry(pair, pair.agent, client, "toServer");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const cutAll = (): void => {
    for (const pair of [...pairs]) cut(pair);
  };
  onTestFinished(async () => {
    cutAll();
    await new Promise((resolve) => server.close(resolve));
  });

  return {
    address: `127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    made: () => made,
    connections: (count) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (made >= count) resolve();
        };
        expecting.add(look);
        look();
      }),
    idle: () =>
      new Promise((resolve) => {
        if (pairs.size === 0) resolve();
        else waiting.add(resolve);
      }),
    cut: cutAll,
    freeze: () => {
      for (const pair of pairs) pair.isFrozen = true;
    },
    hang: (now) => {
      isHanging = now;
    },
    decide: (how) => {
      decide = how;
    },
  };
}
