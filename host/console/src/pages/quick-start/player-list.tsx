import type { PlayerSession } from "../../api/catalogue.js";
import { hostNow } from "../../api/post-signed.js";
import { useWords } from "../../i18n/language.js";
import { JumpIcon } from "../../parts/icons.js";
import { StatusTag } from "../../parts/status-tag.js";
import { toMs } from "../../parts/time-text.js";
import { useNow } from "../../parts/use-now.js";
import { words } from "./words.js";

/** Nobody who does not connect within it keeps the slot (gse-semantics c.6). */
const HELD_MS = 60_000;

export function PlayerList({ players }: { readonly players: readonly PlayerSession[] }) {
  const t = useWords(words).players;
  if (players.length === 0) return <p className="quick-step-text">{t.none}</p>;
  return (
    <ul className="quick-players">
      {players.map((player) => (
        <li key={player.PlayerSessionId} data-player={player.PlayerId}>
          <span className="quick-player-face" aria-hidden="true">
            {player.PlayerId.slice(0, 1).toUpperCase()}
          </span>
          <strong>{player.PlayerId}</strong>
          <StatusTag of="player" status={player.Status} />
          {player.Status === "RESERVED" && <Held player={player} />}
          {player.Status === "RESERVED" && (
            <a className="quick-player-open" href={pageOf(player)} target="_blank" rel="noreferrer">
              {t.open} <JumpIcon />
            </a>
          )}
        </li>
      ))}
    </ul>
  );
}

function Held({ player }: { readonly player: PlayerSession }) {
  const t = useWords(words).players;
  useNow(1000);
  const leftMs = (toMs(player.CreationTime) ?? 0) + HELD_MS - hostNow();
  return <span className="quick-player-held">{t.lapses(Math.max(0, Math.ceil(leftMs / 1000)))}</span>;
}

/** Where the sample serves its players: examples/chat. */
const pageOf = ({ IpAddress, Port, PlayerSessionId }: PlayerSession): string =>
  `http://${IpAddress.includes(":") ? `[${IpAddress}]` : IpAddress}:${Port}/?playerSessionId=${encodeURIComponent(PlayerSessionId)}`;
