import { useId } from "react";
import { Button } from "tdesign-react/es/button";
import type { Queue } from "../../api/catalogue.js";
import { useCommand } from "../../api/use-call.js";
import { useAccess } from "../../api/use-gse.js";
import { useWords } from "../../i18n/language.js";
import { ApiCall } from "../../parts/api-call.js";
import { Dialog } from "../../parts/dialog.js";
import { ErrorText } from "../../parts/error-text.js";
import { Form } from "../../parts/form/form.js";
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
  const id = useId();
  const { region } = useAccess();
  const create = useCommand("CreateGameServerSessionQueue");
  const update = useCommand("UpdateGameServerSessionQueue");
  const { isPending, error } = queue === undefined ? create : update;
  const { draft, edits, change } = useDraft(queue === undefined ? newQueue(region) : draftOf(queue, region), queue);
  const [action, request] =
    queue === undefined
      ? (["CreateGameServerSessionQueue", { Name: draft.name, ...requestOf(draft) }] as const)
      : (["UpdateGameServerSessionQueue", { Name: queue.Name, ...requestOf(edits) }] as const);

  function save(): void {
    if (queue !== undefined) {
      update.mutate(request, { onSuccess: onClose });
      return;
    }
    create.mutate(request, {
      onSuccess: () => {
        onClose();
        onMade?.(draft.name);
      },
    });
  }

  return (
    <Dialog
      title={queue === undefined ? t.createTitle : t.editTitle(queue.Name)}
      isWide
      onClose={onClose}
      actions={
        <>
          <Button variant="outline" onClick={onClose}>
            {t.cancel}
          </Button>
          <Button type="submit" form={id} loading={isPending}>
            {queue === undefined ? t.create : t.save}
          </Button>
        </>
      }
    >
      <Form id={id} hasProblems={hasProblems(draft)} onSubmit={save}>
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
        {error !== null && <ErrorText error={error} />}
        <ApiCall action={action} request={request} />
      </Form>
    </Dialog>
  );
}
