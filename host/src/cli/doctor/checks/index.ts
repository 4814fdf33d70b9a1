import type { Check } from "./check.js";
import { ending } from "./ending.js";
import { exit } from "./exit.js";
import { health } from "./health.js";
import { listens } from "./listens.js";
import { next } from "./next.js";
import { players } from "./players.js";
import { ready } from "./ready.js";
import { restart } from "./restart.js";
import { session } from "./session.js";
import { wire } from "./wire.js";

/** In the order of a game server's life. */
export const checks: readonly Check[] = [ready, listens, health, session, players, restart, next, ending, exit, wire];
