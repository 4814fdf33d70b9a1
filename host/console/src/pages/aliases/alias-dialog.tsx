import { useState } from "react";
import type { ActionTypes, Alias } from "../../api/catalogue.js";
import { useCall, useCommand } from "../../api/use-call.js";
import { useWords } from "../../i18n/language.js";
import { FormDialog } from "../../parts/form/form-dialog.js";
import { limitsOf, problemOf } from "../../parts/form/limits.js";
import { SelectField } from "../../parts/form/select-field.js";
import { TextField } from "../../parts/form/text-field.js";
import { aliasWords } from "./words.js";

export interface AliasDialogProps {
  /** Undefined: a new one is made. */
  readonly alias?: Alias;
  readonly onClose: () => void;
}

/** Fleets in these states cannot be led to (gse-semantics e). */
const ended = ["ERROR", "DELETING", "TERMINATED"];

export function AliasDialog({ alias, onClose }: AliasDialogProps) {
  const t = useWords(aliasWords);
  const create = useCommand("CreateAlias");
  const update = useCommand("UpdateAlias");
  const routing = alias?.RoutingStrategy;
  const [name, setName] = useState(alias?.Name ?? "");
  const [description, setDescription] = useState(alias?.Description ?? "");
  const [type, setType] = useState(routing?.Type ?? "SIMPLE");
  const [chosen, setChosen] = useState(routing?.FleetId ?? "");
  const [message, setMessage] = useState(routing?.Message ?? "");
  const { data } = useCall("DescribeFleetAttributes", { Limit: 100, Offset: 0 });
  const fleets = (data?.FleetAttributes ?? []).filter(({ Status }) => !ended.includes(Status));
  const options = fleets.map(({ FleetId, Name }) => ({ value: FleetId, text: `${Name} (${FleetId})` }));
  if (chosen !== "" && !options.some(({ value }) => value === chosen)) options.unshift({ value: chosen, text: chosen });
  const fleetId = chosen === "" ? (options[0]?.value ?? "") : chosen;

  const nameProblem = problemOf(limitsOf("CreateAlias", "Name"), name, true);
  const descriptionProblem = problemOf(limitsOf("CreateAlias", "Description"), description);
  const messageProblem =
    type === "TERMINAL" ? problemOf(limitsOf("CreateAlias", "RoutingStrategy.Message"), message, true) : undefined;
  const fleetProblem = type === "SIMPLE" && fleetId === "" ? t.fleetNeeded : undefined;

  const request: ActionTypes["CreateAlias"]["request"] = {
    Name: name,
    RoutingStrategy: type === "SIMPLE" ? { Type: type, FleetId: fleetId } : { Type: type, Message: message },
    ...(description !== "" && { Description: description }),
  };

  return (
    <FormDialog
      title={alias === undefined ? t.createTitle : t.editTitle(alias.Name)}
      submit={alias === undefined ? t.create : t.save}
      hasProblems={[nameProblem, descriptionProblem, messageProblem, fleetProblem].some((one) => one !== undefined)}
      onSubmit={async () => {
        if (alias === undefined) await create.mutateAsync(request);
        else await update.mutateAsync({ AliasId: alias.AliasId, ...request });
      }}
      onClose={onClose}
    >
      {alias !== undefined && <p>{t.editText}</p>}
      <TextField label={t.name} value={name} onChange={setName} problem={nameProblem} />
      <SelectField
        label={t.type}
        value={type}
        options={[
          { value: "SIMPLE", text: t.simple },
          { value: "TERMINAL", text: t.terminal },
        ]}
        onChange={setType}
      />
      {type === "SIMPLE" ? (
        <SelectField label={t.fleet} value={fleetId} options={options} onChange={setChosen} problem={fleetProblem} />
      ) : (
        <TextField
          label={t.message}
          hint={t.messageHint}
          rows={2}
          value={message}
          onChange={setMessage}
          problem={messageProblem}
        />
      )}
      <TextField
        label={t.description}
        rows={2}
        value={description}
        onChange={setDescription}
        problem={descriptionProblem}
      />
    </FormDialog>
  );
}
