import type { GameServerSessionDetail } from "../../api/catalogue.js";
import { useCommand } from "../../api/use-call.js";
import { useWords } from "../../i18n/language.js";
import { ConfirmDialog } from "../../parts/confirm-dialog.js";
import { addressOf, sessionName } from "./session-name.js";
import { oneSessionWords } from "./words.js";

export interface EndSessionProps {
  readonly detail: GameServerSessionDetail;
  readonly onClose: () => void;
}

export function EndSession({ detail: { GameServerSession: session, ProtectionPolicy }, onClose }: EndSessionProps) {
  const t = useWords(oneSessionWords);
  const end = useCommand("EndGameServerSessionAndProcess");
  const { CurrentPlayerSessionCount: players, GameServerSessionId } = session;
  return (
    <ConfirmDialog
      title={t.endTitle(sessionName(session))}
      text={ProtectionPolicy === "FullProtection" ? t.full : t.endText}
      ends={[players === 0 ? t.endsNobody : t.ends(players), t.endsProcess(addressOf(session))]}
      confirm={t.end}
      onConfirm={() => end.mutateAsync({ GameServerSessionId })}
      onClose={onClose}
    />
  );
}
