import { useState } from "react";
import { useCommand } from "../../../api/use-call.js";
import { useWords } from "../../../i18n/language.js";
import { Form } from "../../../parts/form/form.js";
import { TextField } from "../../../parts/form/text-field.js";
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
  const [draft, setDraft] = useState<Pick<FleetDraft, "name" | "description"> & ReturnType<typeof protectionDraftOf>>({
    name: fleet.Name,
    description: fleet.Description,
    ...protectionDraftOf(fleet),
  });
  const change = (part: Partial<FleetDraft>): void => {
    update.reset();
    setDraft((before) => ({ ...before, ...part }));
  };
  const hasProblems =
    haveProblem([nameProblem(draft.name), descriptionProblem(draft.description), timeLimitProblem(draft)]) ||
    haveProblem(creatorProblems(draft));
  const request = {
    FleetId: fleet.FleetId,
    Name: draft.name,
    Description: draft.description,
    NewGameSessionProtectionPolicy: draft.protection,
    ...(draft.protection === "TimeLimitProtection" && {
      GameServerSessionProtectionTimeLimit: Number(draft.timeLimit),
    }),
    ResourceCreationLimitPolicy: creatorLimitOf(draft),
  };
  return (
    <Form hasProblems={hasProblems} onSubmit={() => update.mutate(request)}>
      <p className="form-group-text">{words.settingsText}</p>
      <div className="form-group-fields">
        <TextField
          label={t.name}
          value={draft.name}
          onChange={(name) => change({ name })}
          problem={nameProblem(draft.name)}
        />
        <TextField
          label={t.description}
          isOptional
          value={draft.description}
          onChange={(description) => change({ description })}
          problem={descriptionProblem(draft.description)}
        />
        <ProtectionFields draft={draft} onChange={change} />
      </div>
      <SaveBar command={update} action="UpdateFleetAttributes" request={request} />
    </Form>
  );
}
