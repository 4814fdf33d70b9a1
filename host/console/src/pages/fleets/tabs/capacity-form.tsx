import { useState } from "react";
import type { FleetCapacity } from "../../../api/catalogue.js";
import { useCommand } from "../../../api/use-call.js";
import { useWords } from "../../../i18n/language.js";
import { ConfirmDialog } from "../../../parts/confirm-dialog.js";
import { Form } from "../../../parts/form/form.js";
import { limitsOf, problemOf } from "../../../parts/form/limits.js";
import { TextField } from "../../../parts/form/text-field.js";
import { useDraft } from "../../../parts/form/use-draft.js";
import { SaveBar } from "./save-bar.js";
import { tabWords } from "./words.js";

/** How many instances the fleet shall have; fewer than there are only after a question. */
export function CapacityForm({ capacity }: { readonly capacity: FleetCapacity }) {
  const t = useWords(tabWords);
  const update = useCommand("UpdateFleetCapacity");
  const { InstanceCounts: counts, ScalingInterval } = capacity;
  const [isAsked, setAsked] = useState(false);
  const { draft, edits, isEdited, change, send } = useDraft(
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
  const { DesiredInstances: desired, MinSize: min, MaxSize: max } = draft;
  const limitProblem = (name: Name) => problemOf(limitsOf("UpdateFleetCapacity", name), draft[name], true);
  const isInOrder = Number(min) <= Number(desired) && Number(desired) <= Number(max);
  const problems = {
    DesiredInstances: limitProblem("DesiredInstances") ?? (isInOrder ? undefined : t.between),
    MinSize: limitProblem("MinSize"),
    MaxSize: limitProblem("MaxSize"),
    ScalingInterval: limitProblem("ScalingInterval"),
  };
  const request = {
    FleetId: capacity.FleetId,
    ...Object.fromEntries(Object.entries(edits).map(([name, value]) => [name, Number(value)])),
  };
  const gone = counts.Desired - Number(desired);
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
        <p className="form-group-text">{t.wantedText}</p>
        <div className="form-group-fields">
          <TextField {...field("MinSize", t.min)} />
          <TextField {...field("DesiredInstances", t.desired)} />
          <TextField {...field("MaxSize", t.max)} />
          <TextField {...field("ScalingInterval", t.interval)} unit={t.minutes} hint={t.intervalHint} />
        </div>
        <SaveBar command={update} action="UpdateFleetCapacity" request={request} isDisabled={!isEdited} />
      </Form>
      {isAsked && (
        <ConfirmDialog
          title={t.shrinkTitle(counts.Desired, Number(desired))}
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
