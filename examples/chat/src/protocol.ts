import { limits, MAX_MESSAGE_BYTES } from "./limits.js";

/** What the page may send: one JSON object in one text message. */
export type FromPlayer =
  | { readonly type: "say"; readonly text: string }
  | { readonly type: "rename"; readonly name: string }
  | { readonly type: "leave" }
  | { readonly type: "endSession" };

/** A player as the others see them; the player session id is nobody else's business. */
export interface Player {
  /** 1 for the first who came into the room, then 2, …; never given twice in one session. */
  readonly number: number;
  readonly name: string;
}

/** What happened in the room; everyone here is told. `atMs` counts from the Unix epoch. */
export type RoomEvent =
  | { readonly type: "joined"; readonly player: Player; readonly atMs: number }
  | { readonly type: "renamed"; readonly player: Player; readonly was: string; readonly atMs: number }
  | { readonly type: "said"; readonly player: Player; readonly text: string; readonly atMs: number }
  | { readonly type: "left"; readonly player: Player; readonly atMs: number };

/** Why somebody was not let in. The connection closes after it. */
export type RefusalReason =
  | "noPlayerSession" //  the address names none
  | "notAccepted" //      GSE does not know it, or it was used, or it waited too long
  | "alreadyHere" //      it is in use right now, in another tab perhaps
  | "full" //             the room has no seat left
  | "noSession" //        this process hosts no game server session now
  | "closing" //          the room takes nobody new
  | "unreachable"; //     GSE did not answer

/** Why a message was not taken. The connection stays. */
export type ProblemReason = "malformed" | "unknownType" | "badText" | "badName" | "nameTaken" | "tooFast" | "notEnded";

/** What the server sends. `message` is English for people; the page has its own words for the reasons that it knows. */
export type FromServer =
  | {
      readonly type: "welcome";
      readonly you: Player;
      readonly room: { readonly name: string; readonly seats: number };
      readonly players: readonly Player[];
      readonly recent: readonly RoomEvent[];
      readonly limits: typeof limits;
    }
  | RoomEvent
  | { readonly type: "problem"; readonly reason: ProblemReason; readonly message: string }
  | { readonly type: "refused"; readonly reason: RefusalReason; readonly message: string }
  /** The server is told to go; the talk ends at `endsAtMs`. */
  | { readonly type: "closing"; readonly message: string; readonly endsAtMs: number }
  /** The last message. `by` is the player who ended the session, or null if the server or its operator did. */
  | { readonly type: "ended"; readonly by: Player | null; readonly message: string };

/** Close codes of RFC 6455, section 7.4.1, that this server uses. */
export const closeCodes = { done: 1000, goingAway: 1001, refused: 1008 } as const;

export interface Problem {
  readonly reason: ProblemReason;
  readonly message: string;
}
export type Parsed = { readonly ok: true; readonly value: FromPlayer } | ({ readonly ok: false } & Problem);

const no = (reason: ProblemReason, message: string): Parsed => ({ ok: false, reason, message });
const yes = (value: FromPlayer): Parsed => ({ ok: true, value });

/** Reads one message of a player. Never throws, whatever arrives. */
export function parseFromPlayer(raw: string): Parsed {
  if (raw.length > MAX_MESSAGE_BYTES) return no("malformed", `a message has at most ${MAX_MESSAGE_BYTES} bytes`);
  let message: unknown;
  try {
    message = JSON.parse(raw);
  } catch {
    return no("malformed", "a message must be JSON");
  }
  if (typeof message !== "object" || message === null || !("type" in message))
    return no("malformed", 'a message must be an object with a "type"');
  switch (message.type) {
    case "say":
      return parseSay("text" in message ? message.text : undefined);
    case "rename":
      return parseRename("name" in message ? message.name : undefined);
    case "leave":
      return yes({ type: "leave" });
    case "endSession":
      return yes({ type: "endSession" });
    default:
      return no("unknownType", `unknown message type ${quote(message.type)}; known are say, rename, leave, endSession`);
  }
}

function parseSay(given: unknown): Parsed {
  if (typeof given !== "string") return no("malformed", 'say needs a "text"');
  if (given.length > limits.textLength)
    return no("badText", `the text has ${given.length} characters; at most ${limits.textLength} go through`);
  const text = cleanText(given);
  return text === "" ? no("badText", "the text is empty") : yes({ type: "say", text });
}

function parseRename(given: unknown): Parsed {
  if (typeof given !== "string") return no("malformed", 'rename needs a "name"');
  if (given.length > limits.nameLength)
    return no("badName", `the name has ${given.length} characters; at most ${limits.nameLength} go through`);
  const name = cleanName(given);
  return name === "" ? no("badName", "the name is empty") : yes({ type: "rename", name });
}

/** Control characters go, line breaks stay. */
const cleanText = (text: string): string =>
  text
    .replace(/\r\n?/g, "\n")
    .replace(/[^\P{Cc}\n]/gu, "")
    .trim();

/** One line that looks like what it is: no control characters, nothing that turns the direction of writing, no gaps. */
export const cleanName = (name: string): string =>
  name
    .normalize("NFC")
    .replace(/[\p{Cc}\p{Cs}\p{Bidi_Control}\p{Zl}\p{Zp}\u200b\ufeff]/gu, " ")
    .replace(/\s+/g, " ")
    .trim();

const quote = (value: unknown): string =>
  typeof value === "string" ? `"${value.length > 32 ? `${value.slice(0, 32)}…` : value}"` : typeof value;
