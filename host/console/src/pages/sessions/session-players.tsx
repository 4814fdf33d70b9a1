import { useMemo, useState } from "react";
import { Button } from "tdesign-react/es/button";
import type { GameServerSession, PlayerSession } from "../../api/catalogue.js";
import { useCommand } from "../../api/use-call.js";
import { usePages } from "../../api/use-pages.js";
import { useWords } from "../../i18n/language.js";
import { ApiCall } from "../../parts/api-call.js";
import { Asked } from "../../parts/asked.js";
import { ErrorText } from "../../parts/error-text.js";
import { Form } from "../../parts/form/form.js";
import { limitsOf, problemOf } from "../../parts/form/limits.js";
import { TextField } from "../../parts/form/text-field.js";
import { Notice } from "../../parts/notice.js";
import { StatusTag } from "../../parts/status-tag.js";
import type { Column } from "../../parts/table/column.js";
import { DataTable } from "../../parts/table/data-table.js";
import { TwoLines } from "../../parts/table/two-lines.js";
import { TimeText } from "../../parts/time-text.js";
import { oneSessionWords } from "./words.js";

/** Who is in a session or was, and a way to put somebody in. */
export function SessionPlayers({ session }: { readonly session: GameServerSession }) {
  const t = useWords(oneSessionWords);
  const { query, more } = usePages("DescribePlayerSessions", { GameServerSessionId: session.GameServerSessionId });
  const { data } = query;
  const players = useMemo(() => (data?.pages ?? []).flatMap((page) => page.PlayerSessions), [data]);
  const columns: readonly Column<PlayerSession>[] = [
    {
      key: "player",
      title: t.player,
      isHeading: true,
      show: ({ PlayerId, PlayerSessionId }) => (
        <TwoLines first={PlayerId} second={<code title={PlayerSessionId}>{PlayerSessionId}</code>} />
      ),
    },
    {
      key: "status",
      title: t.status,
      width: "120px",
      show: ({ Status }) => <StatusTag of="player" status={Status} />,
    },
    { key: "joined", title: t.joined, width: "225px", show: ({ CreationTime }) => <TimeText at={CreationTime} /> },
    { key: "left", title: t.left, width: "225px", show: ({ TerminationTime }) => <TimeText at={TerminationTime} /> },
  ];
  return (
    <>
      <div className="session-players">
        <Asked query={query} lines={2}>
          {() => (
            <DataTable
              label={t.players}
              rows={players}
              columns={columns}
              keyOf={({ PlayerSessionId }) => PlayerSessionId}
              empty={<Notice tone="plain" title={t.noPlayers} text={t.joinText} />}
              onNearEnd={more}
            />
          )}
        </Asked>
      </div>
      {session.Status === "ACTIVE" && <JoinForm sessionId={session.GameServerSessionId} />}
    </>
  );
}

function JoinForm({ sessionId }: { readonly sessionId: string }) {
  const t = useWords(oneSessionWords);
  const join = useCommand("JoinGameServerSession");
  const [player, setPlayer] = useState("");
  const [data, setData] = useState("");
  const playerProblem = problemOf(limitsOf("JoinGameServerSession", "PlayerId"), player, true);
  const dataProblem = problemOf(limitsOf("JoinGameServerSession", "PlayerData"), data);
  const request = { GameServerSessionId: sessionId, PlayerId: player, ...(data !== "" && { PlayerData: data }) };
  return (
    <section className="session-section">
      <h3>{t.joinTitle}</h3>
      <Form
        className="session-join"
        hasProblems={playerProblem !== undefined || dataProblem !== undefined}
        onSubmit={() => join.mutate(request, { onSuccess: () => setPlayer("") })}
      >
        <TextField label={t.playerId} value={player} onChange={setPlayer} problem={playerProblem} placeholder="alice" />
        <TextField label={t.playerData} isOptional value={data} onChange={setData} problem={dataProblem} />
        <Button type="submit" loading={join.isPending}>
          {t.join}
        </Button>
      </Form>
      {join.error !== null && <ErrorText error={join.error} />}
      <ApiCall action="JoinGameServerSession" request={request} />
    </section>
  );
}
