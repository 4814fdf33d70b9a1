import { useState } from "react";
import { Link } from "react-router";
import { Button } from "tdesign-react/es/button";
import type { GameServerSessionDetail } from "../../api/catalogue.js";
import { useCall } from "../../api/use-call.js";
import { useWords } from "../../i18n/language.js";
import { useLive } from "../../live/use-live.js";
import { Asked } from "../../parts/asked.js";
import { Dialog } from "../../parts/dialog.js";
import { StatusTag } from "../../parts/status-tag.js";
import { EndSession } from "./end-session.js";
import { LogButton } from "./log-button.js";
import { SessionFacts } from "./session-facts.js";
import { sessionName, shortId } from "./session-name.js";
import { SessionPlayers } from "./session-players.js";
import { SessionSettings } from "./session-settings.js";
import { oneSessionWords, sessionWords } from "./words.js";

/** Everything about one session: who is in it, what may be changed, its log, its end. */
export function SessionDialog({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const t = useWords(oneSessionWords);
  const { close } = useWords(sessionWords);
  const details = useCall("DescribeGameServerSessionDetails", { GameServerSessionId: id });
  const detail = details.data?.GameServerSessionDetails[0];
  const name = detail === undefined ? shortId(id) : sessionName(detail.GameServerSession);
  return (
    <Dialog
      title={t.title(name)}
      isWide
      onClose={onClose}
      actions={
        <>
          {detail !== undefined && <LogButton sessionId={id} />}
          {detail !== undefined && isOpen(detail) && <EndButton detail={detail} />}
          <Button variant="outline" onClick={onClose}>
            {close}
          </Button>
        </>
      }
    >
      <Asked query={details}>{() => detail && <Content detail={detail} />}</Asked>
    </Dialog>
  );
}

const isOpen = ({ GameServerSession: { Status } }: GameServerSessionDetail): boolean =>
  Status === "ACTIVE" || Status === "ACTIVATING";

function Content({ detail }: { readonly detail: GameServerSessionDetail }) {
  const t = useWords(oneSessionWords);
  const { GameServerSession: session } = detail;
  // There a fleet is but a name.
  const isDev = useLive(({ hello }) => hello?.Mode === "dev");
  return (
    <>
      <div className="session-dialog-head">
        <StatusTag of="session" status={session.Status} />
        {isDev ? <code>{session.FleetId}</code> : <Link to={`/fleets/${session.FleetId}`}>{session.FleetId}</Link>}
      </div>
      <SessionFacts session={session} />
      {isOpen(detail) && (
        <section className="session-section">
          <h3>{t.settings}</h3>
          <SessionSettings detail={detail} />
        </section>
      )}
      <section className="session-section">
        <h3>
          {t.players} {t.playersOf(session.CurrentPlayerSessionCount, session.MaximumPlayerSessionCount)}
        </h3>
        <SessionPlayers session={session} />
      </section>
    </>
  );
}

function EndButton({ detail }: { readonly detail: GameServerSessionDetail }) {
  const t = useWords(oneSessionWords);
  const [isAsked, setAsked] = useState(false);
  return (
    <>
      <Button theme="danger" variant="outline" onClick={() => setAsked(true)}>
        {t.end}
      </Button>
      {isAsked && <EndSession detail={detail} onClose={() => setAsked(false)} />}
    </>
  );
}
