import type { GameServerSession } from "../../api/catalogue.js";
import { useCall } from "../../api/use-call.js";
import { useWords } from "../../i18n/language.js";
import { words } from "./words.js";
import "./playing.css";

/** The fullest come first. */
const SESSIONS_SHOWN = 6;
const PLAYERS_SHOWN = 12;

/** Sessions with people in them, and who they are. */
export function Playing({ sessions }: { readonly sessions: ReadonlyMap<string, GameServerSession> }) {
  const t = useWords(words);
  const fullest = [...sessions.values()]
    .filter(({ CurrentPlayerSessionCount: count }) => count > 0)
    .sort((a, b) => b.CurrentPlayerSessionCount - a.CurrentPlayerSessionCount)
    .slice(0, SESSIONS_SHOWN);
  if (fullest.length === 0) return <p className="playing-nobody">{t.nobody}</p>;
  return (
    <ul className="playing">
      {fullest.map((session) => (
        <li key={session.GameServerSessionId}>
          <Room session={session} />
        </li>
      ))}
    </ul>
  );
}

function Room({ session }: { readonly session: GameServerSession }) {
  const t = useWords(words);
  const { GameServerSessionId, CurrentPlayerSessionCount: count, MaximumPlayerSessionCount: most, Name } = session;
  const { data } = useCall("DescribePlayerSessions", { GameServerSessionId, Limit: 100 });
  const players = (data?.PlayerSessions ?? []).filter(({ Status }) => Status === "ACTIVE" || Status === "RESERVED");
  const others = Math.max(0, count - PLAYERS_SHOWN);
  return (
    <>
      <div className="playing-head">
        <strong>{Name === "" ? t.unnamed : Name}</strong>
        <span>{t.of(count, most)}</span>
      </div>
      <meter className="playing-meter" min={0} max={most} value={count} aria-label={Name} />
      <p className="playing-names">
        {players.slice(0, PLAYERS_SHOWN).map(({ PlayerSessionId, PlayerId, Status }) => (
          <span key={PlayerSessionId} className={`playing-name playing-name-${Status.toLowerCase()}`}>
            {PlayerId}
          </span>
        ))}
        {others > 0 && <span className="playing-others">{t.others(others)}</span>}
      </p>
    </>
  );
}
