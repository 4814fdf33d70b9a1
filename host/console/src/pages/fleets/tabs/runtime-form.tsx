import type { RuntimeConfiguration } from "../../../api/catalogue.js";
import { useCommand } from "../../../api/use-call.js";
import { useWords } from "../../../i18n/language.js";
import { Form } from "../../../parts/form/form.js";
import { useDraft } from "../../../parts/form/use-draft.js";
import { processDraftOf, runtimeOf, type FleetDraft } from "../form/fleet-draft.js";
import { hasProcessProblems } from "../form/fleet-problems.js";
import { ProcessFields } from "../form/process-fields.js";
import { SaveBar } from "./save-bar.js";
import { tabWords } from "./words.js";
import "../form/fleet-form.css";

export interface RuntimeFormProps {
  readonly fleetId: string;
  readonly runtime: RuntimeConfiguration;
}

/** What each instance runs, to be changed. */
export function RuntimeForm({ fleetId, runtime }: RuntimeFormProps) {
  const t = useWords(tabWords);
  const update = useCommand("UpdateRuntimeConfiguration");
  const { draft, edits, isEdited, change, send } = useDraft(processDraftOf(runtime), runtime);
  const edit = (part: Partial<FleetDraft>): void => {
    update.reset();
    change(part);
  };
  const whole = runtimeOf(draft);
  const request = {
    FleetId: fleetId,
    RuntimeConfiguration: {
      ...(edits.processes !== undefined && { ServerProcesses: whole.ServerProcesses }),
      ...(edits.activationTimeout !== undefined && {
        GameServerSessionActivationTimeoutSeconds: whole.GameServerSessionActivationTimeoutSeconds,
      }),
      ...(edits.maxActivations !== undefined && {
        MaxConcurrentGameServerSessionActivations: whole.MaxConcurrentGameServerSessionActivations,
      }),
    },
  };
  return (
    <Form hasProblems={hasProcessProblems(draft)} onSubmit={() => update.mutate(request, { onSuccess: send() })}>
      <p className="form-group-text">{t.runtimeText}</p>
      <div className="form-group-fields">
        <ProcessFields draft={draft} onChange={edit} />
      </div>
      <SaveBar command={update} action="UpdateRuntimeConfiguration" request={request} isDisabled={!isEdited} />
    </Form>
  );
}
