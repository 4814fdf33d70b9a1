import type { GameServerSession } from "../../api/catalogue.js";
import { useWords } from "../../i18n/language.js";
import { Facts, type FactsProps } from "../../parts/facts.js";
import { IdText } from "../../parts/id-text.js";
import { RunTimeText, TimeText } from "../../parts/time-text.js";
import { addressOf } from "./session-name.js";
import { oneSessionWords, sessionWords } from "./words.js";

export function SessionFacts({ session }: { readonly session: GameServerSession }) {
  const t = useWords(oneSessionWords);
  const { fullId } = useWords(sessionWords);
  const facts: FactsProps["facts"] = [
    [fullId, <IdText id={session.GameServerSessionId} />, "whole"],
    [t.address, <IdText id={addressOf(session)} />],
    [t.created, <TimeText at={session.CreationTime} />],
    [t.running, <RunTimeText from={session.CreationTime} to={session.TerminationTime} />],
  ];
  const more: readonly (FactsProps["facts"][number] | undefined)[] = [
    session.TerminationTime === null ? undefined : [t.ended, <TimeText at={session.TerminationTime} />],
    session.StatusReason === "" ? undefined : [t.reason, session.StatusReason],
    session.CreatorId === "" ? undefined : [t.creator, session.CreatorId],
    session.GameProperties.length === 0
      ? undefined
      : [t.properties, session.GameProperties.map(({ Key, Value }) => `${Key} = ${Value}`).join(", ")],
    session.MaxCustomCount === 0 ? undefined : [t.custom, `${session.CurrentCustomCount} / ${session.MaxCustomCount}`],
  ];
  const data = [
    [t.data, session.GameServerSessionData],
    [t.matchmaker, session.MatchmakerData],
  ] as const;
  return (
    <>
      <Facts facts={[...facts, ...more.filter((fact) => fact !== undefined)]} />
      {data
        .filter(([, text]) => text !== "")
        .map(([name, text]) => (
          <section key={name} className="session-section">
            <h3>{name}</h3>
            <pre className="session-data" tabIndex={0}>
              {text}
            </pre>
          </section>
        ))}
    </>
  );
}
