import { useState } from "react";
import { Button } from "tdesign-react/es/button";
import { useCommand } from "../../api/use-call.js";
import { useWords } from "../../i18n/language.js";
import { Dialog } from "../../parts/dialog.js";
import { ErrorText } from "../../parts/error-text.js";
import { DownloadIcon } from "../../parts/icons.js";
import { saveFrom } from "../../parts/save-from.js";
import { oneSessionWords } from "./words.js";

/** Has the host pack a session's log, and saves it. */
export function LogButton({ sessionId }: { readonly sessionId: string }) {
  const t = useWords(oneSessionWords);
  const ask = useCommand("GetGameServerSessionLogUrl");
  const [error, setError] = useState<unknown>();

  function save(): void {
    ask.mutate(
      { GameServerSessionId: sessionId },
      { onSuccess: ({ PreSignedUrl }) => saveFrom(PreSignedUrl), onError: setError },
    );
  }

  const dismiss = (): void => setError(undefined);
  return (
    <>
      <Button variant="outline" icon={<DownloadIcon />} loading={ask.isPending} onClick={save}>
        {t.log}
      </Button>
      {error !== undefined && (
        <Dialog title={t.logTitle} onClose={dismiss}>
          <ErrorText error={error} />
        </Dialog>
      )}
    </>
  );
}
