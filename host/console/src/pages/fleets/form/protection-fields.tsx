import { useWords } from "../../../i18n/language.js";
import { SelectField } from "../../../parts/form/select-field.js";
import { TextField } from "../../../parts/form/text-field.js";
import type { FleetDraft } from "./fleet-draft.js";
import { creatorProblems, timeLimitProblem } from "./fleet-problems.js";
import { formWords } from "./words.js";

export interface ProtectionFieldsProps {
  readonly draft: Pick<FleetDraft, "protection" | "timeLimit" | "sessionsPerCreator" | "periodMinutes">;
  readonly onChange: (part: Partial<FleetDraft>) => void;
}

const policies = ["NoProtection", "TimeLimitProtection", "FullProtection"] as const;

/** What holds for the fleet's new sessions (gse-semantics d.5, d.6). */
export function ProtectionFields({ draft, onChange }: ProtectionFieldsProps) {
  const t = useWords(formWords);
  const creator = creatorProblems(draft);
  return (
    <>
      <SelectField
        label={t.protection}
        value={draft.protection}
        options={policies.map((value) => ({ value, text: t[value] }))}
        onChange={(protection) => onChange({ protection })}
      />
      {draft.protection === "TimeLimitProtection" && (
        <TextField
          label={t.timeLimit}
          unit={t.minutes}
          isNumber
          value={draft.timeLimit}
          onChange={(timeLimit) => onChange({ timeLimit })}
          problem={timeLimitProblem(draft)}
        />
      )}
      <TextField
        label={t.sessionsPerCreator}
        hint={t.sessionsHint}
        isNumber
        value={draft.sessionsPerCreator}
        onChange={(sessionsPerCreator) => onChange({ sessionsPerCreator })}
        problem={creator.sessions}
      />
      <TextField
        label={t.period}
        unit={t.minutes}
        isNumber
        value={draft.periodMinutes}
        onChange={(periodMinutes) => onChange({ periodMinutes })}
        problem={creator.period}
      />
    </>
  );
}
