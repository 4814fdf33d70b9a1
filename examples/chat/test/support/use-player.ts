import { onTestFinished } from "vitest";
import { WebSocket, type ClientOptions } from "ws";
import type { FromServer } from "../../src/protocol.js";

export type Heard<T extends FromServer["type"]> = Extract<FromServer, { type: T }>;

/** A player's bare WebSocket: sends anything, keeps all it hears. */
export function usePlayer(address: string, options: ClientOptions = {}) {
  const url = new URL("chat", address);
  url.search = new URL(address).search;
  url.protocol = "ws:";
  const socket = new WebSocket(url, { perMessageDeflate: false, ...options });
  onTestFinished(() => socket.terminate());

  const heard: FromServer[] = [];
  const waiting = new Set<() => void>();
  socket.on("message", (data: Buffer) => {
    heard.push(JSON.parse(data.toString()) as FromServer);
    for (const look of [...waiting]) look();
  });
  socket.on("error", () => {});
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.on("close", (code, reason) => resolve({ code, reason: reason.toString() }));
  });

  /** The first message of the type that fits, heard already or to come. */
  const hear = <T extends FromServer["type"]>(type: T, fits: (message: Heard<T>) => boolean = () => true) =>
    new Promise<Heard<T>>((resolve) => {
      const look = (): void => {
        const found = heard.find((message): message is Heard<T> => message.type === type && fits(message as Heard<T>));
        if (found === undefined) return;
        waiting.delete(look);
        resolve(found);
      };
      waiting.add(look);
      look();
    });

  return {
    socket,
    heard,
    hear,
    closed,
    send: (message: unknown) => socket.send(typeof message === "string" ? message : JSON.stringify(message)),
    say: (text: string) => socket.send(JSON.stringify({ type: "say", text })),
  };
}

/** A player who has been let in. */
export async function usePlayerInside(address: string) {
  const player = usePlayer(address);
  const welcome = await player.hear("welcome");
  return { ...player, welcome };
}
