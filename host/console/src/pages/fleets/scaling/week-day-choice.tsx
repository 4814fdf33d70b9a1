import { useId } from "react";
import { useWords } from "../../../i18n/language.js";
import { timerWords } from "./timer-words.js";

export interface WeekDayChoiceProps {
  /** 1 is Monday. */
  readonly days: readonly number[];
  readonly onChange: (days: readonly number[]) => void;
}

/** Several of the seven, one at least. */
export function WeekDayChoice({ days, onChange }: WeekDayChoiceProps) {
  const t = useWords(timerWords);
  const id = useId();
  const isMissing = days.length === 0;
  const turn = (day: number): readonly number[] =>
    days.includes(day) ? days.filter((other) => other !== day) : [...days, day].sort((a, b) => a - b);
  return (
    <fieldset className={`form-whole week-days ${isMissing ? "field-wrong" : ""}`}>
      <legend className="field-label">{t.weekDays}</legend>
      {t.days.map((name, index) => (
        <label key={name} className="week-day">
          <input
            type="checkbox"
            checked={days.includes(index + 1)}
            aria-invalid={isMissing}
            aria-describedby={isMissing ? id : undefined}
            onChange={() => onChange(turn(index + 1))}
          />
          {name}
        </label>
      ))}
      {isMissing && (
        <span className="field-below" id={id}>
          {t.weekDayNeeded}
        </span>
      )}
    </fieldset>
  );
}
