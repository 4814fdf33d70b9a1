import type { GameServerSession } from "../../api/catalogue.js";

/** The part of its id that is the session's own (gse-semantics a). */
export const shortId = (id: string): string => /gameserversession\/[^/]+\/(.+)$/.exec(id)?.[1] ?? id;

/** What people call it. */
export const sessionName = ({ Name, GameServerSessionId }: GameServerSession): string =>
  Name === "" ? shortId(GameServerSessionId) : Name;

export const addressOf = ({ IpAddress, Port }: Pick<GameServerSession, "IpAddress" | "Port">): string =>
  `${IpAddress}:${Port}`;
