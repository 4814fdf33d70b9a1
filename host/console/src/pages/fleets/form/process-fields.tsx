import { useWords } from "../../../i18n/language.js";
import { FormRows } from "../../../parts/form/form-rows.js";
import { TextField } from "../../../parts/form/text-field.js";
import type { FleetDraft } from "./fleet-draft.js";
import {
  activationTimeoutProblem,
  maxActivationsProblem,
  processProblems,
  tooManyProcesses,
} from "./fleet-problems.js";
import { formWords } from "./words.js";

export interface ProcessFieldsProps {
  readonly draft: Pick<FleetDraft, "processes" | "activationTimeout" | "maxActivations">;
  readonly onChange: (part: Partial<FleetDraft>) => void;
}

/** What each instance runs (gse-semantics d.2). */
export function ProcessFields({ draft, onChange }: ProcessFieldsProps) {
  const t = useWords(formWords);
  const sum = tooManyProcesses(draft.processes);
  return (
    <>
      <FormRows
        rows={draft.processes}
        onChange={(processes) => onChange({ processes })}
        blank={{ path: "", parameters: "", count: "1" }}
        add={t.addProcess}
        least={1}
        className="form-row-process"
      >
        {(row, change) => {
          const problems = processProblems(row);
          const count = problems.count ?? (sum === undefined ? undefined : t.tooMany(sum));
          return (
            <>
              <TextField
                label={t.path}
                hint={t.pathHint}
                isCode
                value={row.path}
                onChange={(path) => change({ path })}
                problem={problems.path}
              />
              <TextField
                label={t.parameters}
                isOptional
                isCode
                value={row.parameters}
                onChange={(parameters) => change({ parameters })}
                problem={problems.parameters}
              />
              <TextField
                label={t.count}
                hint={t.countHint}
                isNumber
                value={row.count}
                onChange={(value) => change({ count: value })}
                problem={count}
              />
            </>
          );
        }}
      </FormRows>
      <TextField
        label={t.activationTimeout}
        hint={t.activationHint}
        unit={t.seconds}
        isNumber
        value={draft.activationTimeout}
        onChange={(activationTimeout) => onChange({ activationTimeout })}
        problem={activationTimeoutProblem(draft.activationTimeout)}
      />
      <TextField
        label={t.maxActivations}
        hint={t.maxActivationsHint}
        isNumber
        isOptional
        value={draft.maxActivations}
        onChange={(maxActivations) => onChange({ maxActivations })}
        problem={maxActivationsProblem(draft.maxActivations)}
      />
    </>
  );
}
