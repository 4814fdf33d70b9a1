import { useWords } from "../../../i18n/language.js";
import { SelectField } from "../../../parts/form/select-field.js";
import { TextField } from "../../../parts/form/text-field.js";
import { timerModes, timerProblems } from "./timer-draft.js";
import type { TimerFieldsProps } from "./timer-run-fields.js";
import { timerWords } from "./timer-words.js";

/** What a timer sets when it runs. */
export function TimerSizeFields({ draft, onChange }: TimerFieldsProps) {
  const t = useWords(timerWords);
  const { min, desired, max, interval, share, isOutOfOrder, isNothing } = timerProblems(draft);
  const number = { isNumber: true, isOptional: true } as const;
  return (
    <>
      <SelectField
        label={t.mode}
        value={draft.mode}
        options={timerModes.map((value) => ({ value, text: t.modes[value] }))}
        onChange={(mode) => onChange({ mode })}
        problem={isNothing ? t.nothing : undefined}
      />
      <TextField
        {...number}
        label={t.min}
        value={draft.min}
        onChange={(text) => onChange({ min: text })}
        problem={min ?? (isOutOfOrder ? t.order : undefined)}
      />
      <TextField
        {...number}
        label={t.desired}
        value={draft.desired}
        onChange={(text) => onChange({ desired: text })}
        problem={desired}
      />
      <TextField
        {...number}
        label={t.max}
        value={draft.max}
        onChange={(text) => onChange({ max: text })}
        problem={max}
      />
      <TextField
        {...number}
        label={t.share}
        unit="%"
        value={draft.share}
        onChange={(text) => onChange({ share: text })}
        problem={share}
      />
      <TextField
        {...number}
        label={t.interval}
        unit={t.minutesUnit}
        value={draft.interval}
        onChange={(text) => onChange({ interval: text })}
        problem={interval}
      />
    </>
  );
}
