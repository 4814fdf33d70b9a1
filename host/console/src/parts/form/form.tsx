import { createContext, useRef, useState, type ReactNode, type SubmitEvent } from "react";
import { flushSync } from "react-dom";
import "./form.css";

/** True once somebody wanted to send the form: now all that is wrong with it is shown. */
export const TriedContext = createContext(false);

export interface FormProps {
  /** True: sending it leads to the first field that is wrong. */
  readonly hasProblems: boolean;
  readonly onSubmit: () => void;
  readonly children: ReactNode;
  /** For a button that stands outside of it. */
  readonly id?: string;
  readonly className?: string;
}

/** What is wrong is said when a field was left, or when all is to be sent; never while somebody types for the first time. */
export function Form({ hasProblems, onSubmit, children, id, className = "" }: FormProps) {
  const [isTried, setTried] = useState(false);
  const element = useRef<HTMLFormElement>(null);

  function submit(event: SubmitEvent<HTMLFormElement>): void {
    event.preventDefault();
    // A form in a dialog in a form sends itself alone.
    event.stopPropagation();
    if (!hasProblems) {
      onSubmit();
      return;
    }
    flushSync(() => setTried(true));
    element.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }

  return (
    <form ref={element} id={id} className={`form ${className}`} noValidate onSubmit={submit}>
      <TriedContext value={isTried}>{children}</TriedContext>
    </form>
  );
}
