import { use, useId, useState, type ReactNode } from "react";
import { inBothLanguages, useWords } from "../../i18n/language.js";
import { TriedContext } from "./form.js";
import type { Problem } from "./limits.js";
import { useProblemText } from "./problem-text.js";

const words = inBothLanguages({ optional: "optional" }, { optional: "选填" });

export interface FieldProps {
  readonly label: string;
  /** What to put there, and what comes of it. */
  readonly hint?: ReactNode;
  /** From the catalogue, or in words. */
  readonly problem?: Problem | string | undefined;
  readonly isOptional?: boolean;
}

/** To be spread over the control. */
export interface ControlProps {
  readonly id: string;
  readonly "aria-describedby": string | undefined;
  readonly "aria-invalid": boolean;
  readonly onBlur: () => void;
}

/** A control with its name above, and below what to put there or what is wrong with it. */
export function Field(props: FieldProps & { readonly children: (control: ControlProps) => ReactNode }) {
  const { label, hint, problem, isOptional = false, children } = props;
  const t = useWords(words);
  const textOf = useProblemText();
  const id = useId();
  const isTried = use(TriedContext);
  const [wasLeft, setLeft] = useState(false);
  const said = typeof problem === "string" ? problem : textOf(problem);
  const shown = isTried || wasLeft ? said : undefined;
  const below = shown ?? hint;
  return (
    <div className={`field ${shown === undefined ? "" : "field-wrong"}`}>
      <label className="field-label" htmlFor={id}>
        {label} {isOptional && <span className="field-optional">{t.optional}</span>}
      </label>
      {children({
        id,
        "aria-describedby": below === undefined ? undefined : `${id}-below`,
        "aria-invalid": shown !== undefined,
        onBlur: () => setLeft(true),
      })}
      {below !== undefined && (
        <div className="field-below" id={`${id}-below`}>
          {below}
        </div>
      )}
    </div>
  );
}
