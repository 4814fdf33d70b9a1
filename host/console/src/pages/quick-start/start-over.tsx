import { useState } from "react";
import { Button } from "tdesign-react/es/button";
import { useAskAgain } from "../../api/use-call.js";
import { useAccess } from "../../api/use-gse.js";
import { useWords } from "../../i18n/language.js";
import { ConfirmDialog } from "../../parts/confirm-dialog.js";
import { clearAway } from "./clear-away.js";
import { isOpen, type QuickStart } from "./use-quick-start.js";
import { words } from "./words.js";

/** Takes away what was made; there when there is something. */
export function StartOver({ quickStart }: { readonly quickStart: QuickStart }) {
  const t = useWords(words);
  const { gse, region } = useAccess();
  const askAgain = useAskAgain();
  const [isAsked, setAsked] = useState(false);
  const { assets, fleets, sessions } = quickStart;
  const open = sessions.filter(isOpen).length;
  if (assets.length + fleets.length === 0 && !isAsked) return null;
  const ends = [
    ...(open > 0 ? [t.over.sessions(open)] : []),
    ...(fleets.length > 0 ? [t.over.fleets(fleets.length)] : []),
    ...(assets.length > 0 ? [t.over.assets(assets.length)] : []),
  ];
  return (
    <>
      <Button variant="outline" onClick={() => setAsked(true)}>
        {t.startOver}
      </Button>
      {isAsked && (
        <ConfirmDialog
          title={t.over.title}
          text={t.over.text}
          ends={ends}
          confirm={t.over.go}
          onConfirm={() => clearAway(gse, region, { assets, fleets }, t.over.late).finally(askAgain)}
          onClose={() => setAsked(false)}
        />
      )}
    </>
  );
}
