import type { ReactNode } from "react";
import { CheckIcon } from "../../parts/icons.js";

export interface StepProps {
  /** From 1. */
  readonly number: number;
  readonly title: string;
  readonly text: string;
  /** `later`: the one before comes first. */
  readonly state: "later" | "now" | "done";
  /** Beside the title. */
  readonly mark?: ReactNode;
  readonly children?: ReactNode;
}

export function Step({ number, title, text, state, mark, children }: StepProps) {
  return (
    <li
      className={`quick-step quick-step-${state}`}
      data-step={number}
      data-state={state}
      aria-current={state === "now" ? "step" : undefined}
    >
      <span className="quick-step-number" aria-hidden="true">
        {state === "done" ? <CheckIcon /> : number}
      </span>
      <section className="quick-step-body">
        <h2>
          {title} {mark}
        </h2>
        <p className="quick-step-text">{text}</p>
        {state !== "later" && children}
      </section>
    </li>
  );
}
