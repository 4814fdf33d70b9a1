import { useWords } from "../../../i18n/language.js";
import { DateTimeField } from "../../../parts/form/date-time-field.js";
import { SelectField } from "../../../parts/form/select-field.js";
import { TextField } from "../../../parts/form/text-field.js";
import { timerKinds, timerProblems, type TimerDraft } from "./timer-draft.js";
import { timerWords } from "./timer-words.js";
import { WeekDayChoice } from "./week-day-choice.js";
import { zoneName, zonesWith } from "./zoned-time.js";

export interface TimerFieldsProps {
  readonly draft: TimerDraft;
  readonly onChange: (part: Partial<TimerDraft>) => void;
}

/** When a timer runs: once, or by the calendar of its own zone. */
export function TimerRunFields({ draft, onChange }: TimerFieldsProps) {
  const t = useWords(timerWords);
  const problems = timerProblems(draft);
  return (
    <div className="form-group-fields">
      <SelectField
        label={t.runs}
        value={draft.kind}
        options={timerKinds.map((value) => ({ value, text: t.kinds[value] }))}
        onChange={(kind) => onChange({ kind })}
      />
      {draft.kind === "days" && (
        <TextField
          label={t.everyDays}
          isNumber
          unit={t.daysUnit}
          value={draft.everyDays}
          onChange={(everyDays) => onChange({ everyDays })}
          problem={problems.everyDays}
        />
      )}
      {draft.kind === "month" && (
        <>
          <TextField
            label={t.fromDay}
            isNumber
            value={draft.fromDay}
            onChange={(fromDay) => onChange({ fromDay })}
            problem={problems.fromDay}
          />
          <TextField
            label={t.toDay}
            isNumber
            value={draft.toDay}
            onChange={(toDay) => onChange({ toDay })}
            problem={problems.toDay ?? (problems.areDaysTurned ? t.dayOrder : undefined)}
          />
        </>
      )}
      {draft.kind === "week" && <WeekDayChoice days={draft.weekDays} onChange={(weekDays) => onChange({ weekDays })} />}
      <DateTimeField
        label={t.begin}
        value={draft.begin}
        onChange={(begin) => onChange({ begin })}
        problem={problems.isBeginMissing ? t.needed : undefined}
      />
      {draft.kind !== "once" && (
        <DateTimeField
          label={t.end}
          isOptional
          hint={t.endHint}
          value={draft.end}
          onChange={(end) => onChange({ end })}
          problem={problems.isEndEarly ? t.endAfter : undefined}
        />
      )}
      <SelectField
        label={t.zone}
        hint={t.zoneHint}
        value={draft.zone}
        options={zonesWith(draft.zone).map((value) => ({ value, text: zoneName(value) }))}
        onChange={(zone) => onChange({ zone })}
      />
    </div>
  );
}
