import type { ActionTypes, FleetAttributes } from "../../../api/catalogue.js";
import { useCommand } from "../../../api/use-call.js";
import { useWords } from "../../../i18n/language.js";
import { Form } from "../../../parts/form/form.js";
import { TextField } from "../../../parts/form/text-field.js";
import { useDraft } from "../../../parts/form/use-draft.js";
import { creatorLimitOf, protectionDraftOf, type FleetDraft } from "../form/fleet-draft.js";
import {
  creatorProblems,
  descriptionProblem,
  haveProblem,
  nameProblem,
  timeLimitProblem,
} from "../form/fleet-problems.js";
import { ProtectionFields } from "../form/protection-fields.js";
import { formWords } from "../form/words.js";
import { SaveBar } from "./save-bar.js";
import type { TabProps } from "./tab.js";
import { tabWords } from "./words.js";

/** All that UpdateFleetAttributes changes. */
export function FleetSettings({ fleet }: TabProps) {
  const t = useWords(formWords);
  const words = useWords(tabWords);
  const update = useCommand("UpdateFleetAttributes");
  const { draft, edits, isEdited, change, send } = useDraft(settingsOf(fleet), fleet);
  const edit = (part: Partial<Settings>): void => {
    update.reset();
    change(part);
  };
  const hasProblems =
    haveProblem([nameProblem(draft.name), descriptionProblem(draft.description), timeLimitProblem(draft)]) ||
    haveProblem(creatorProblems(draft));
  const request = { FleetId: fleet.FleetId, ...changesOf(edits, draft) };
  return (
    <Form hasProblems={hasProblems} onSubmit={() => update.mutate(request, { onSuccess: send() })}>
      <p className="form-group-text">{words.settingsText}</p>
      <div className="form-group-fields">
        <TextField
          label={t.name}
          value={draft.name}
          onChange={(name) => edit({ name })}
          problem={nameProblem(draft.name)}
        />
        <TextField
          label={t.description}
          isOptional
          value={draft.description}
          onChange={(description) => edit({ description })}
          problem={descriptionProblem(draft.description)}
        />
        <ProtectionFields draft={draft} onChange={edit} />
      </div>
      <SaveBar command={update} action="UpdateFleetAttributes" request={request} isDisabled={!isEdited} />
    </Form>
  );
}

type Settings = Pick<
  FleetDraft,
  "name" | "description" | "protection" | "timeLimit" | "sessionsPerCreator" | "periodMinutes"
>;

const settingsOf = (fleet: FleetAttributes): Settings => ({
  name: fleet.Name,
  description: fleet.Description,
  ...protectionDraftOf(fleet),
});

/** A policy goes with its limit, and both halves of the creation limit together. */
const changesOf = (
  { name, description, protection, timeLimit, sessionsPerCreator, periodMinutes }: Partial<Settings>,
  draft: Settings,
): Omit<ActionTypes["UpdateFleetAttributes"]["request"], "FleetId"> => ({
  ...(name !== undefined && { Name: name }),
  ...(description !== undefined && { Description: description }),
  ...((protection ?? timeLimit) !== undefined && {
    NewGameSessionProtectionPolicy: draft.protection,
    ...(draft.protection === "TimeLimitProtection" && {
      GameServerSessionProtectionTimeLimit: Number(draft.timeLimit),
    }),
  }),
  ...((sessionsPerCreator ?? periodMinutes) !== undefined && { ResourceCreationLimitPolicy: creatorLimitOf(draft) }),
});
