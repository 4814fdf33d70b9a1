import { once } from "node:events";
import { onTestFinished } from "vitest";
import { WebSocket } from "ws";
import type { ConsoleUnderTest } from "./use-console.js";

/** A player who has a slot in a session of the chat sample, has connected, and stays to the end of the test. */
export async function usePlayer({ api }: ConsoleUnderTest, sessionId: string, name: string): Promise<void> {
  const { PlayerSession } = await api.call("JoinGameServerSession", { GameServerSessionId: sessionId, PlayerId: name });
  const { IpAddress, Port, PlayerSessionId } = PlayerSession;
  const socket = new WebSocket(`ws://${IpAddress}:${Port}/chat?playerSessionId=${encodeURIComponent(PlayerSessionId)}`);
  onTestFinished(() => {
    socket.terminate();
  });
  await once(socket, "message");
}
