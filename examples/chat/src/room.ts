import { limits, RECENT_EVENTS } from "./limits.js";
import { cleanName, type Player, type Problem, type RoomEvent } from "./protocol.js";

/** Everything that one game server session's chat is; the next session gets a new one. Pure data: changes make a new room. */
export interface Room {
  readonly name: string;
  /** The session's maxPlayers. */
  readonly seats: number;
  /** By player number, in the order of coming. */
  readonly players: ReadonlyMap<number, Player>;
  /** The latest events, oldest first. */
  readonly recent: readonly RoomEvent[];
  readonly nextNumber: number;
}

export const openRoom = (session: { readonly name: string; readonly maxPlayers: number }): Room => ({
  name: session.name === "" ? "Chat" : session.name,
  seats: session.maxPlayers,
  players: new Map(),
  recent: [],
  nextNumber: 1,
});

/** A change of the room and what everyone is told of it; or why nothing changed. */
export type Change =
  { readonly ok: true; readonly room: Room; readonly event: RoomEvent } | ({ readonly ok: false } & Problem);

/** Takes a seat under the name that was wished for, or the nearest that is free ("ada 2"). There must be a seat. */
export function join(room: Room, wantedName: string, atMs: number): { room: Room; event: RoomEvent; player: Player } {
  const player = { number: room.nextNumber, name: freeName(room, wantedName) };
  const event = { type: "joined", player, atMs } as const;
  return { room: { ...seat(room, player, event), nextNumber: room.nextNumber + 1 }, event, player };
}

export function rename(room: Room, number: number, name: string, atMs: number): Change {
  const was = playerOf(room, number).name;
  if (isTaken(room, name, number))
    return { ok: false, reason: "nameTaken", message: `somebody here is called "${name}" already` };
  const player = { number, name };
  const event = { type: "renamed", player, was, atMs } as const;
  return { ok: true, room: seat(room, player, event), event };
}

export function say(room: Room, number: number, text: string, atMs: number): { room: Room; event: RoomEvent } {
  const event = { type: "said", player: playerOf(room, number), text, atMs } as const;
  return { room: remember(room, event), event };
}

export function leave(room: Room, number: number, atMs: number): { room: Room; event: RoomEvent } {
  const event = { type: "left", player: playerOf(room, number), atMs } as const;
  const players = new Map(room.players);
  players.delete(number);
  return { room: { ...remember(room, event), players }, event };
}

export function playerOf(room: Room, number: number): Player {
  const player = room.players.get(number);
  if (player === undefined) throw new Error(`player ${number} is not in the room "${room.name}"; join() first`);
  return player;
}

const seat = (room: Room, player: Player, event: RoomEvent): Room => ({
  ...remember(room, event),
  players: new Map(room.players).set(player.number, player),
});

const remember = (room: Room, event: RoomEvent): Room => ({
  ...room,
  recent: [...room.recent, event].slice(-RECENT_EVENTS),
});

/** "Ada" and "ada" would be taken for one another. */
const isTaken = (room: Room, name: string, except?: number): boolean =>
  [...room.players.values()].some((p) => p.number !== except && p.name.toLowerCase() === name.toLowerCase());

function freeName(room: Room, wanted: string): string {
  const name = cut(cleanName(wanted), limits.nameLength).trim() || "player";
  for (let n = 1; ; n++) {
    const suffix = n === 1 ? "" : ` ${n}`;
    const candidate = cut(name, limits.nameLength - suffix.length) + suffix;
    if (!isTaken(room, candidate)) return candidate;
  }
}

/** Never half a character: the cut may have gone through a surrogate pair. */
const cut = (text: string, length: number): string => text.slice(0, length).replace(/\p{Cs}/gu, "");
