import { useState } from "react";
import { scalingMetrics, scalingOperators } from "../../../../../src/model/scaling.js";
import type { ScalingPolicy } from "../../../api/catalogue.js";
import { useCommand } from "../../../api/use-call.js";
import { useWords } from "../../../i18n/language.js";
import { FormDialog } from "../../../parts/form/form-dialog.js";
import { SelectField } from "../../../parts/form/select-field.js";
import { TextField } from "../../../parts/form/text-field.js";
import {
  amountProblem,
  hasProblems,
  isNumber,
  isPercent,
  minutesProblem,
  nameProblem,
  newRule,
  ruleChanges,
  ruleDraftOf,
  ruleRequestOf,
  type RuleDraft,
} from "./rule-draft.js";
import { ruleText } from "./rule-text.js";
import { ruleWords } from "./rule-words.js";
import { scalingWords } from "./words.js";

export interface RuleDialogProps {
  readonly fleetId: string;
  /** Undefined: a new one is made. */
  readonly policy?: ScalingPolicy;
  /** Names of the fleet's policies: to put one again would change it. */
  readonly taken: readonly string[];
  readonly onClose: () => void;
}

/** A rule, said as a sentence while it is made. */
export function RuleDialog({ fleetId, policy, taken, onClose }: RuleDialogProps) {
  const t = useWords(scalingWords);
  const words = useWords(ruleWords);
  const put = useCommand("PutScalingPolicy");
  const [draft, setDraft] = useState(policy === undefined ? newRule : ruleDraftOf(policy));
  const edit = (part: Partial<RuleDraft>): void => setDraft({ ...draft, ...part });
  const isTaken = policy === undefined && taken.includes(draft.name);
  const request = ruleRequestOf(fleetId, draft);
  return (
    <FormDialog
      title={policy === undefined ? t.addTitle : t.editTitle(policy.Name)}
      submit={policy === undefined ? t.add : t.save}
      hasProblems={hasProblems(draft) || isTaken}
      onSubmit={() => put.mutateAsync(request)}
      onClose={onClose}
      call={{ action: "PutScalingPolicy", request }}
      isWide
    >
      {policy === undefined && (
        <TextField
          label={t.name}
          value={draft.name}
          onChange={(name) => edit({ name })}
          problem={nameProblem(draft.name) ?? (isTaken ? t.taken : undefined)}
        />
      )}
      <div className="form-group-fields">
        <SelectField
          label={t.metric}
          hint={<code>{draft.metric}</code>}
          value={draft.metric}
          options={scalingMetrics.map((value) => ({ value, text: words.metrics[value] }))}
          onChange={(metric) => edit({ metric })}
        />
        <SelectField
          label={t.operator}
          value={draft.operator}
          options={scalingOperators.map((value) => ({ value, text: words.operators[value] }))}
          onChange={(operator) => edit({ operator })}
        />
        <TextField
          label={t.threshold}
          isNumber
          {...(isPercent(draft.metric) && { unit: "%" })}
          value={draft.threshold}
          onChange={(threshold) => edit({ threshold })}
          problem={isNumber(draft.threshold) ? undefined : t.number}
        />
        <TextField
          label={t.minutes}
          hint={t.minutesHint}
          isNumber
          unit={t.minutesUnit}
          value={draft.minutes}
          onChange={(minutes) => edit({ minutes })}
          problem={minutesProblem(draft.minutes)}
        />
        <SelectField
          label={t.change}
          value={draft.change}
          options={ruleChanges.map((value) => ({ value, text: words.changes[value] }))}
          onChange={(change) => edit({ change })}
        />
        <TextField
          label={draft.change === "exact" ? t.amountTo : t.amount}
          isNumber
          unit={draft.change.endsWith("Percent") ? "%" : t.instancesUnit}
          value={draft.amount}
          onChange={(amount) => edit({ amount })}
          problem={amountProblem(draft)}
        />
      </div>
      {!hasProblems({ ...draft, name: "-" }) && <p className="scaling-sentence">{ruleText(draft, words)}</p>}
    </FormDialog>
  );
}
