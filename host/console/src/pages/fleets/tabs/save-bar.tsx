import type { ReactNode } from "react";
import { Button } from "tdesign-react/es/button";
import type { ActionName } from "../../../api/catalogue.js";
import { useWords } from "../../../i18n/language.js";
import { ApiCall } from "../../../parts/api-call.js";
import { ErrorText } from "../../../parts/error-text.js";
import { CheckCircleIcon } from "../../../parts/icons.js";
import { tabWords } from "./words.js";
import "./save-bar.css";

export interface SaveBarProps {
  readonly command: { readonly isPending: boolean; readonly isSuccess: boolean; readonly error: unknown };
  readonly action: ActionName;
  readonly request: object;
  /** There is nothing to send. */
  readonly isDisabled?: boolean;
  /** What the button says; default: save. */
  readonly children?: ReactNode;
}

/** Sends a form, says how that went, and shows the call. */
export function SaveBar(props: SaveBarProps) {
  const { command, action, request, isDisabled = false, children } = props;
  const { isPending, isSuccess, error } = command;
  const t = useWords(tabWords);
  return (
    <>
      {error !== null && <ErrorText error={error} />}
      <div className="form-actions">
        <Button type="submit" tag="button" loading={isPending} disabled={isDisabled}>
          {children ?? t.save}
        </Button>
        <span className="save-bar-done" role="status">
          {isSuccess && (
            <>
              <CheckCircleIcon /> {t.saved}
            </>
          )}
        </span>
      </div>
      <ApiCall action={action} request={request} />
    </>
  );
}
