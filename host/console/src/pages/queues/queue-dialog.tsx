import type { Queue } from "../../api/catalogue.js";
import { useCommand } from "../../api/use-call.js";
import { useAccess } from "../../api/use-gse.js";
import { useWords } from "../../i18n/language.js";
import { FormDialog } from "../../parts/form/form-dialog.js";
import { FormGroup } from "../../parts/form/form-group.js";
import { TextField } from "../../parts/form/text-field.js";
import { useDraft } from "../../parts/form/use-draft.js";
import { DestinationRows } from "./destination-rows.js";
import { PolicyRows } from "./policy-rows.js";
import { draftOf, hasProblems, nameProblem, newQueue, requestOf, timeoutProblem } from "./queue-draft.js";
import { queueWords } from "./words.js";
import "./queues.css";

export interface QueueDialogProps {
  /** Undefined: a new one is made. */
  readonly queue?: Queue;
  readonly onClose: () => void;
  readonly onMade?: (name: string) => void;
}

export function QueueDialog({ queue, onClose, onMade }: QueueDialogProps) {
  const t = useWords(queueWords);
  const { region } = useAccess();
  const { draft, edits, change } = useDraft(queue === undefined ? newQueue(region) : draftOf(queue, region), queue);
  const [action, request] =
    queue === undefined
      ? (["CreateGameServerSessionQueue", { Name: draft.name, ...requestOf(draft) }] as const)
      : (["UpdateGameServerSessionQueue", { Name: queue.Name, ...requestOf(edits) }] as const);
  const send = useCommand(action);
  return (
    <FormDialog
      title={queue === undefined ? t.createTitle : t.editTitle(queue.Name)}
      submit={queue === undefined ? t.create : t.save}
      hasProblems={hasProblems(draft)}
      onSubmit={() => send.mutateAsync(request)}
      onClose={onClose}
      onDone={() => onMade?.(draft.name)}
      call={{ action, request }}
      isWide
    >
      <div className="form-group-fields">
        {queue === undefined && (
          <TextField
            label={t.name}
            value={draft.name}
            onChange={(name) => change({ name })}
            problem={nameProblem(draft.name)}
          />
        )}
        <TextField
          label={t.timeout}
          hint={t.timeoutHint}
          isNumber
          unit="s"
          value={draft.timeout}
          onChange={(timeout) => change({ timeout })}
          problem={timeoutProblem(draft.timeout)}
        />
      </div>
      <FormGroup title={t.destinations} text={t.destinationsText}>
        <DestinationRows
          rows={draft.destinations}
          region={region}
          onChange={(destinations) => change({ destinations })}
        />
      </FormGroup>
      <FormGroup title={t.policies} text={t.policiesText}>
        <PolicyRows rows={draft.policies} onChange={(policies) => change({ policies })} />
      </FormGroup>
    </FormDialog>
  );
}
