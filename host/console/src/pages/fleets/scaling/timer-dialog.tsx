import { useState } from "react";
import { hostNow } from "../../../api/post-signed.js";
import { useCommand } from "../../../api/use-call.js";
import { useWords } from "../../../i18n/language.js";
import { FormDialog } from "../../../parts/form/form-dialog.js";
import { FormGroup } from "../../../parts/form/form-group.js";
import { TextField } from "../../../parts/form/text-field.js";
import { hasTimerProblem, newTimer, timerProblems, timerRequestOf, type TimerDraft } from "./timer-draft.js";
import { TimerRunFields } from "./timer-run-fields.js";
import { TimerSizeFields } from "./timer-size-fields.js";
import { setsText, whenText } from "./timer-text.js";
import { timerWords } from "./timer-words.js";
import { nextHour } from "./zoned-time.js";

export interface TimerDialogProps {
  readonly fleetId: string;
  /** Undefined: a new one is made. */
  readonly timer?: TimerDraft;
  /** Names of the fleet's other timers. */
  readonly taken: readonly string[];
  readonly onClose: () => void;
}

export function TimerDialog({ fleetId, timer, taken, onClose }: TimerDialogProps) {
  const t = useWords(timerWords);
  const put = useCommand("PutTimerScalingPolicy");
  const [draft, setDraft] = useState(() => timer ?? newTimer(nextHour(hostNow())));
  const edit = (part: Partial<TimerDraft>): void => setDraft({ ...draft, ...part });
  const isTaken = taken.includes(draft.name);
  const request = { TimerScalingPolicy: timerRequestOf(fleetId, draft) };
  return (
    <FormDialog
      title={timer === undefined ? t.addTitle : t.editTitle(timer.name)}
      submit={timer === undefined ? t.addShort : t.save}
      hasProblems={hasTimerProblem(draft) || isTaken}
      onSubmit={() => put.mutateAsync(request)}
      onClose={onClose}
      call={{ action: "PutTimerScalingPolicy", request }}
      isWide
    >
      <TextField
        label={t.name}
        value={draft.name}
        onChange={(name) => edit({ name })}
        problem={timerProblems(draft).name ?? (isTaken ? t.taken : undefined)}
      />
      <TimerRunFields draft={draft} onChange={edit} />
      <FormGroup title={t.setsGroup} text={t.setsText}>
        <TimerSizeFields draft={draft} onChange={edit} />
      </FormGroup>
      {!hasTimerProblem({ ...draft, name: "-" }) && (
        <p className="scaling-sentence">
          {whenText(draft, t)}: {setsText(draft, t)}
        </p>
      )}
    </FormDialog>
  );
}
