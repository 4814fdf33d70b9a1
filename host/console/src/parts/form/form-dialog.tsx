import { useMutation } from "@tanstack/react-query";
import { useId, type ReactNode } from "react";
import { Button } from "tdesign-react/es/button";
import { inBothLanguages, useWords } from "../../i18n/language.js";
import { ApiCall } from "../api-call.js";
import type { Call } from "../call-text.js";
import { Dialog } from "../dialog.js";
import { ErrorText } from "../error-text.js";
import { Form } from "./form.js";

const words = inBothLanguages({ cancel: "Cancel" }, { cancel: "取消" });

export interface FormDialogProps<T> {
  readonly title: string;
  /** What the button does: "Create queue". */
  readonly submit: string;
  /** True: sending it leads to the first field that is wrong. */
  readonly hasProblems: boolean;
  /** The dialog closes when it has gone well, and else says why it has not. */
  readonly onSubmit: () => Promise<T>;
  readonly onClose: () => void;
  /** Called when it has gone well and the dialog is closed. */
  readonly onDone?: (answer: T) => void;
  /** Shown below the fields: the call that the button makes. */
  readonly call?: Call;
  readonly isWide?: boolean;
  /** Its fields. */
  readonly children: ReactNode;
}

/** A form in front of the page. */
export function FormDialog<T>(props: FormDialogProps<T>) {
  const { title, submit, hasProblems, onSubmit, onClose, onDone, call, isWide = false, children } = props;
  const t = useWords(words);
  const id = useId();
  const { mutate, isPending, error } = useMutation({ mutationFn: onSubmit });
  // Nothing of this once the dialog is closed: by then another may be open.
  const onSuccess = (answer: T): void => {
    onClose();
    onDone?.(answer);
  };
  return (
    <Dialog
      title={title}
      isWide={isWide}
      onClose={onClose}
      actions={
        <>
          <Button variant="outline" onClick={onClose}>
            {t.cancel}
          </Button>
          <Button type="submit" form={id} loading={isPending}>
            {submit}
          </Button>
        </>
      }
    >
      <Form id={id} hasProblems={hasProblems} onSubmit={() => mutate(undefined, { onSuccess })}>
        {children}
        {error !== null && <ErrorText error={error} />}
        {call !== undefined && <ApiCall {...call} />}
      </Form>
    </Dialog>
  );
}
