import { useMemo } from "react";
import type { GameServerSession } from "../../api/catalogue.js";
import { useWords } from "../../i18n/language.js";
import { StatusTag } from "../../parts/status-tag.js";
import type { Column } from "../../parts/table/column.js";
import { TwoLines } from "../../parts/table/two-lines.js";
import { TextButton } from "../../parts/text-button.js";
import { RunTimeText, TimeText } from "../../parts/time-text.js";
import { addressOf, shortId } from "./session-name.js";
import { sessionWords } from "./words.js";

/** As GSE's console showed them (gse-semantics k). The same columns for as long as the language is. */
export function useSessionColumns(onOpen: (id: string) => void): readonly Column<GameServerSession>[] {
  const t = useWords(sessionWords);
  return useMemo(
    () => [
      {
        key: "name",
        title: t.name,
        isHeading: true,
        show: (session) => (
          <TwoLines
            first={
              <TextButton
                label={t.open(session.Name === "" ? t.noName : session.Name)}
                onClick={() => onOpen(session.GameServerSessionId)}
              >
                {session.Name === "" ? t.noName : session.Name}
              </TextButton>
            }
            second={<code title={session.GameServerSessionId}>{shortId(session.GameServerSessionId)}</code>}
          />
        ),
      },
      {
        key: "status",
        title: t.status,
        width: "120px",
        show: ({ Status }) => <StatusTag of="session" status={Status} />,
      },
      {
        key: "players",
        title: t.players,
        width: "90px",
        align: "end",
        show: (session) => (
          <span title={session.PlayerSessionCreationPolicy === "DENY_ALL" ? t.denied : undefined}>
            {session.CurrentPlayerSessionCount} / {session.MaximumPlayerSessionCount}
          </span>
        ),
      },
      { key: "address", title: t.address, width: "175px", show: (session) => <code>{addressOf(session)}</code> },
      {
        key: "created",
        title: t.created,
        width: "225px",
        show: ({ CreationTime }) => <TimeText at={CreationTime} />,
      },
      {
        key: "running",
        title: t.running,
        width: "130px",
        align: "end",
        show: ({ CreationTime, TerminationTime }) => <RunTimeText from={CreationTime} to={TerminationTime} />,
      },
    ],
    [t, onOpen],
  );
}
