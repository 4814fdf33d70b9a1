import { PlayerClient } from "./player-client.js";

export interface ScriptedPlayer {
  readonly name: string;
  /** What a person would open in a browser. */
  readonly address: string;
}

/**
 * Lets the players meet, greet and answer one another, and leave.
 * @returns what was said, as `name: text`, once everyone has heard all of it
 * @throws Error saying who did not get what, or the signal's reason
 */
export async function holdConversation(players: readonly ScriptedPlayer[], signal: AbortSignal): Promise<string[]> {
  const clients: PlayerClient[] = [];
  const transcript: string[] = [];
  try {
    for (const { name, address } of players) clients.push(await PlayerClient.enter(name, address, signal));
    const say = async (client: PlayerClient, text: string): Promise<void> => {
      client.say(text);
      // The next one speaks when everyone has heard this one, so the talk reads the same every time.
      await Promise.all(clients.map((listener) => listener.hears(client.name, text, signal)));
      transcript.push(`${client.name}: ${text}`);
    };
    for (const client of clients) await say(client, "hello");
    for (const [n, client] of clients.entries()) {
      const other = clients.at(n - 1);
      if (other !== undefined && other !== client) await say(client, `hello ${other.name}, I hear you`);
    }
    await Promise.all(clients.map((client) => client.leave(signal)));
    return transcript;
  } finally {
    for (const client of clients) client.cut();
  }
}
