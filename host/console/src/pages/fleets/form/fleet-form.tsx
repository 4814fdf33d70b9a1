import { useState } from "react";
import { useNavigate } from "react-router";
import { Button } from "tdesign-react/es/button";
import { useCommand } from "../../../api/use-call.js";
import { useWords } from "../../../i18n/language.js";
import { ApiCall } from "../../../parts/api-call.js";
import { Card } from "../../../parts/card.js";
import { ErrorText } from "../../../parts/error-text.js";
import { FormGroup } from "../../../parts/form/form-group.js";
import { Form } from "../../../parts/form/form.js";
import { TextField } from "../../../parts/form/text-field.js";
import { BasicFields } from "./basic-fields.js";
import { copyRequestOf, createRequestOf, type FleetDraft } from "./fleet-draft.js";
import { bandwidthProblem, hasProblems } from "./fleet-problems.js";
import { MachineField } from "./machine-field.js";
import { PortRows } from "./port-rows.js";
import { ProcessFields } from "./process-fields.js";
import { ProtectionFields } from "./protection-fields.js";
import { TagRows } from "./tag-rows.js";
import { formWords } from "./words.js";
import "./fleet-form.css";

export interface FleetFormProps {
  readonly first: FleetDraft;
  /** The fleet that is copied. */
  readonly copyOf?: string;
}

/** As GSE's console asked for it (gse-semantics k): basic, processes, deployment, network, protection. */
export function FleetForm({ first, copyOf }: FleetFormProps) {
  const t = useWords(formWords);
  const navigate = useNavigate();
  const create = useCommand("CreateFleet");
  const copy = useCommand("CopyFleet");
  const [draft, setDraft] = useState(first);
  const change = (part: Partial<FleetDraft>): void => setDraft((before) => ({ ...before, ...part }));
  const error = create.error ?? copy.error;

  function send(): void {
    if (copyOf !== undefined) copy.mutate(copyRequestOf(draft, copyOf), { onSuccess: () => void navigate("/fleets") });
    else
      create.mutate(createRequestOf(draft), {
        onSuccess: ({ FleetAttributes: { FleetId } }) => void navigate(`/fleets/${FleetId}`),
      });
  }

  return (
    <Form className="fleet-form" hasProblems={hasProblems(draft, copyOf !== undefined)} onSubmit={send}>
      <Card>
        <BasicFields draft={draft} onChange={change} isCopy={copyOf !== undefined} />
      </Card>
      <Card>
        <FormGroup title={t.processes} text={t.processesText}>
          <ProcessFields draft={draft} onChange={change} />
        </FormGroup>
      </Card>
      <Card>
        <FormGroup title={t.network} text={t.networkText}>
          <PortRows ports={draft.ports} onChange={(ports) => change({ ports })} />
          <TextField
            label={t.bandwidth}
            unit={t.mbps}
            isNumber
            value={draft.bandwidth}
            onChange={(bandwidth) => change({ bandwidth })}
            problem={bandwidthProblem(draft.bandwidth)}
          />
          <MachineField value={draft.instanceType} onChange={(instanceType) => change({ instanceType })} />
        </FormGroup>
      </Card>
      <Card>
        <FormGroup title={t.protectionGroup} text={t.protectionText}>
          <ProtectionFields draft={draft} onChange={change} />
        </FormGroup>
      </Card>
      <Card>
        <FormGroup title={t.tags}>
          <TagRows tags={draft.tags} onChange={(tags) => change({ tags })} />
        </FormGroup>
      </Card>
      {error !== null && <ErrorText error={error} />}
      <div className="form-actions">
        <Button type="submit" loading={create.isPending || copy.isPending}>
          {copyOf === undefined ? t.submit : t.submitCopy}
        </Button>
        <Button variant="outline" onClick={() => void navigate(-1)}>
          {t.cancel}
        </Button>
      </div>
      {copyOf === undefined ? (
        <ApiCall action="CreateFleet" request={createRequestOf(draft)} />
      ) : (
        <ApiCall action="CopyFleet" request={copyRequestOf(draft, copyOf)} />
      )}
    </Form>
  );
}
