import { useState } from "react";
import { Button } from "tdesign-react/es/button";
import { Input } from "tdesign-react/es/input";
import { useCommand } from "../../api/use-call.js";
import type { GameServerSession } from "../../api/catalogue.js";
import { useWords } from "../../i18n/language.js";
import { ApiCall } from "../../parts/api-call.js";
import { ErrorText } from "../../parts/error-text.js";
import { EndSession } from "./end-session.js";
import { PlayerList } from "./player-list.js";
import { joinRequest } from "./requests.js";
import { Step } from "./step.js";
import type { QuickStart } from "./use-quick-start.js";
import { words } from "./words.js";

export function PlayersStep({ quickStart }: { readonly quickStart: QuickStart }) {
  const t = useWords(words).players;
  const { session, players } = quickStart;
  const isActive = session?.Status === "ACTIVE";
  const isPlayed = players.some(({ Status }) => Status === "ACTIVE");
  return (
    <Step number={4} title={t.title} text={t.text} state={!isActive ? "later" : isPlayed ? "done" : "now"}>
      {isActive && <Room key={session.GameServerSessionId} session={session} quickStart={quickStart} />}
    </Step>
  );
}

/** Who one tries it with: two friends first. */
const names = ["ada", "bob", "cleo", "dan", "eve"];

function Room({
  session,
  quickStart: { players },
}: {
  readonly session: GameServerSession;
  readonly quickStart: QuickStart;
}) {
  const t = useWords(words).players;
  const join = useCommand("JoinGameServerSession");
  const suggested =
    names.find((name) => !players.some(({ PlayerId }) => PlayerId === name)) ?? `player-${players.length + 1}`;
  const [typed, setTyped] = useState<string>();
  const player = typed ?? suggested;

  const request = joinRequest(session.GameServerSessionId, player.trim());
  return (
    <>
      <form
        className="quick-step-actions"
        onSubmit={(event) => {
          event.preventDefault();
          join.mutate(request, { onSuccess: () => setTyped(undefined) });
        }}
      >
        <label className="quick-player-name">
          <span>{t.name}</span>
          <Input value={player} onChange={setTyped} maxlength={32} placeholder="" autocomplete="off" />
        </label>
        <Button type="submit" tag="button" loading={join.isPending} disabled={player.trim() === ""}>
          {t.go}
        </Button>
      </form>
      {join.error !== null && <ErrorText error={join.error} />}
      <PlayerList players={players} />
      <ApiCall action="JoinGameServerSession" request={request} />
      <EndSession session={session} />
    </>
  );
}
