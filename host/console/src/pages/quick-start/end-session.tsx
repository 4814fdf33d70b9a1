import { useState } from "react";
import { Button } from "tdesign-react/es/button";
import { useCommand } from "../../api/use-call.js";
import type { GameServerSession } from "../../api/catalogue.js";
import { useWords } from "../../i18n/language.js";
import { ApiCall } from "../../parts/api-call.js";
import { ConfirmDialog } from "../../parts/confirm-dialog.js";
import { endRequest } from "./requests.js";
import { words } from "./words.js";

export function EndSession({ session }: { readonly session: GameServerSession }) {
  const t = useWords(words).players;
  const [isAsked, setAsked] = useState(false);
  const end = useCommand("EndGameServerSessionAndProcess");
  const request = endRequest(session.GameServerSessionId);
  return (
    <div className="quick-end">
      <Button variant="outline" theme="danger" onClick={() => setAsked(true)}>
        {t.end}
      </Button>
      <ApiCall action="EndGameServerSessionAndProcess" request={request} />
      {isAsked && (
        <ConfirmDialog
          title={t.endTitle}
          text={t.endText}
          ends={[t.endsSession(session.CurrentPlayerSessionCount), t.endsProcess]}
          confirm={t.end}
          onConfirm={() => end.mutateAsync(request)}
          onClose={() => setAsked(false)}
        />
      )}
    </div>
  );
}
