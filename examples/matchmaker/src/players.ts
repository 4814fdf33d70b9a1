import { measureLatencies } from "gse-host/client/latency";

const { env } = process;
const matchmaker = env["MATCHMAKER"] ?? "http://127.0.0.1:8091/";
const probe = env["GSE_ENDPOINT"] ?? "127.0.0.1:8080";

/** What a player's program does: measure, ask for a match, and say where it is. */
async function play(player: string): Promise<void> {
  const latencies = await measureLatencies(player, { probe });
  const answer = await fetch(matchmaker, { method: "POST", body: JSON.stringify({ player, latencies }) });
  console.log(`${player}: ${(await answer.text()).trim()}`);
}

await Promise.all(process.argv.slice(2).map(play));
