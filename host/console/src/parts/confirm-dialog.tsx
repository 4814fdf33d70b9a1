import { useMutation } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Button } from "tdesign-react/es/button";
import { inBothLanguages, useWords } from "../i18n/language.js";
import { Dialog } from "./dialog.js";
import { ErrorText } from "./error-text.js";

const words = inBothLanguages(
  { cancel: "Cancel", ends: "This ends:" },
  { cancel: "取消", ends: "以下内容会随之结束：" },
);

export interface ConfirmDialogProps {
  /** A question: "Delete the fleet chat?" */
  readonly title: string;
  readonly text?: ReactNode;
  /** What ends with it, one thing a line: "2 game server sessions with 5 players". */
  readonly ends?: readonly string[];
  /** What the button does: "Delete fleet". */
  readonly confirm: string;
  /** The dialog closes when it has gone well, and else says why it has not. */
  readonly onConfirm: () => Promise<unknown>;
  readonly onClose: () => void;
}

/** Asks before something ends, and says what. */
export function ConfirmDialog({ title, text, ends = [], confirm, onConfirm, onClose }: ConfirmDialogProps) {
  const t = useWords(words);
  const { mutate, isPending, error } = useMutation({ mutationFn: onConfirm });
  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button variant="outline" onClick={onClose}>
            {t.cancel}
          </Button>
          <Button theme="danger" loading={isPending} onClick={() => mutate(undefined, { onSuccess: onClose })}>
            {confirm}
          </Button>
        </>
      }
    >
      {text !== undefined && <p>{text}</p>}
      {ends.length > 0 && (
        <div className="confirm-ends">
          <p>{t.ends}</p>
          <ul>
            {ends.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </div>
      )}
      {error !== null && <ErrorText error={error} />}
    </Dialog>
  );
}
