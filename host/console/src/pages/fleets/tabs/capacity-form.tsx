import { useState } from "react";
import type { FleetCapacity } from "../../../api/catalogue.js";
import { useCommand } from "../../../api/use-call.js";
import { useWords } from "../../../i18n/language.js";
import { ConfirmDialog } from "../../../parts/confirm-dialog.js";
import { Form } from "../../../parts/form/form.js";
import { limitsOf, problemOf } from "../../../parts/form/limits.js";
import { TextField } from "../../../parts/form/text-field.js";
import { useDraft } from "../../../parts/form/use-draft.js";
import { scalingWords } from "../scaling/words.js";
import { SaveBar } from "./save-bar.js";
import { tabWords } from "./words.js";

export interface CapacityFormProps {
  readonly capacity: FleetCapacity;
  /** The desired number is theirs: only its bounds can be set. */
  readonly isByPolicies: boolean;
}

/** How many instances the fleet shall have; fewer than there are only after a question. */
export function CapacityForm({ capacity, isByPolicies }: CapacityFormProps) {
  const t = useWords(tabWords);
  const { boundsText } = useWords(scalingWords);
  const update = useCommand("UpdateFleetCapacity");
  const { InstanceCounts: counts, ScalingInterval } = capacity;
  const [isAsked, setAsked] = useState(false);
  const { draft, edits, change, send } = useDraft(
    {
      DesiredInstances: String(counts.Desired),
      MinSize: String(counts.MiniNum),
      MaxSize: String(counts.MaxiNum),
      ScalingInterval: String(ScalingInterval),
    },
    // What is there now comes and goes by itself; this is what somebody wants.
    [counts.Desired, counts.MiniNum, counts.MaxiNum, ScalingInterval].join(),
  );
  type Name = keyof typeof draft;
  const { MinSize: min, MaxSize: max } = draft;
  // Bounds that move take the number with them.
  const desired = isByPolicies
    ? Math.min(Math.max(counts.Desired, Number(min)), Number(max))
    : Number(draft.DesiredInstances);
  const limitProblem = (name: Name) => problemOf(limitsOf("UpdateFleetCapacity", name), draft[name], true);
  const isInOrder = Number(min) <= desired && desired <= Number(max);
  const problems = {
    DesiredInstances: isByPolicies
      ? undefined
      : (limitProblem("DesiredInstances") ?? (isInOrder ? undefined : t.between)),
    MinSize: limitProblem("MinSize"),
    MaxSize: limitProblem("MaxSize") ?? (Number(min) <= Number(max) ? undefined : t.boundsBetween),
    ScalingInterval: limitProblem("ScalingInterval"),
  };
  const sent = Object.entries(edits).filter(([name]) => !isByPolicies || name !== "DesiredInstances");
  const request = {
    FleetId: capacity.FleetId,
    ...Object.fromEntries(sent.map(([name, value]) => [name, Number(value)])),
  };
  const gone = counts.Desired - desired;
  const field = (name: Name, label: string) => ({
    label,
    value: draft[name],
    problem: problems[name],
    isNumber: true,
    onChange: (value: string) => {
      update.reset();
      change({ [name]: value });
    },
  });
  return (
    <>
      <Form
        hasProblems={Object.values(problems).some((problem) => problem !== undefined)}
        onSubmit={() => (gone > 0 ? setAsked(true) : update.mutate(request, { onSuccess: send() }))}
      >
        <p className="form-group-text">{isByPolicies ? boundsText : t.wantedText}</p>
        <div className="form-group-fields">
          <TextField {...field("MinSize", t.min)} />
          {!isByPolicies && <TextField {...field("DesiredInstances", t.desired)} />}
          <TextField {...field("MaxSize", t.max)} />
          <TextField {...field("ScalingInterval", t.interval)} unit={t.minutes} hint={t.intervalHint} />
        </div>
        <SaveBar command={update} action="UpdateFleetCapacity" request={request} isDisabled={sent.length === 0} />
      </Form>
      {isAsked && (
        <ConfirmDialog
          title={t.shrinkTitle(counts.Desired, desired)}
          text={t.shrinkText}
          ends={[t.shrinkEnds(gone)]}
          confirm={t.shrink}
          onConfirm={() => update.mutateAsync(request, { onSuccess: send() })}
          onClose={() => setAsked(false)}
        />
      )}
    </>
  );
}
