import { useId, useLayoutEffect, useRef, type ReactNode } from "react";
import { Button } from "tdesign-react/es/button";
import { inBothLanguages, useWords } from "../i18n/language.js";
import { IconButton } from "./icon-button.js";
import { CloseIcon } from "./icons.js";
import "./style/dialog.css";

const words = inBothLanguages({ close: "Close" }, { close: "关闭" });

export interface DialogProps {
  readonly title: string;
  readonly children: ReactNode;
  /** Buttons, the one that is meant last; default: one that closes it. */
  readonly actions?: ReactNode;
  /** By Escape, the cross or a click beside it; the dialog is there for as long as it is drawn. */
  readonly onClose: () => void;
  readonly isWide?: boolean;
}

/**
 * A question in front of the page. The browser's own element: it keeps the focus inside, and gives it back. TDesign's writes a
 * style sheet into the page, which the page's policy refuses.
 */
export function Dialog({ title, children, actions, onClose, isWide = false }: DialogProps) {
  const t = useWords(words);
  const id = useId();
  const element = useRef<HTMLDialogElement>(null);
  // Closed while it is still on the page: only then does the browser give the focus back.
  useLayoutEffect(() => {
    const shown = element.current;
    shown?.showModal();
    return () => shown?.close();
  }, []);
  return (
    <dialog
      ref={element}
      className={`dialog ${isWide ? "dialog-wide" : ""}`}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
    >
      <div className="dialog-content">
        <div className="dialog-head">
          <h2 id={id}>{title}</h2>
          <IconButton label={t.close} icon={<CloseIcon />} onClick={onClose} />
        </div>
        <div className="dialog-body">{children}</div>
        <div className="dialog-actions">
          {actions ?? (
            <Button variant="outline" onClick={onClose}>
              {t.close}
            </Button>
          )}
        </div>
      </div>
    </dialog>
  );
}
