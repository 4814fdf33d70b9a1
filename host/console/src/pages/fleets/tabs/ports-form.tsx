import { useState } from "react";
import { useCommand } from "../../../api/use-call.js";
import { useWords } from "../../../i18n/language.js";
import { Form } from "../../../parts/form/form.js";
import { permissionOf, type PortDraft } from "../form/fleet-draft.js";
import { haveProblem, portProblems } from "../form/fleet-problems.js";
import { PortRows } from "../form/port-rows.js";
import { SaveBar } from "./save-bar.js";
import { tabWords } from "./words.js";
import "../form/fleet-form.css";

const blank: PortDraft = { protocol: "TCP", from: "", to: "", ipRange: "0.0.0.0/0" };

export function PortsForm({ fleetId }: { readonly fleetId: string }) {
  const t = useWords(tabWords);
  const update = useCommand("UpdateFleetPortSettings");
  const [rules, setRules] = useState<readonly PortDraft[]>([blank]);
  // Another form once these are in: nobody has left its fields yet.
  const [round, setRound] = useState(0);
  const request = { FleetId: fleetId, InboundPermissionAuthorizations: rules.map(permissionOf) };
  function add(): void {
    update.mutate(request, {
      onSuccess: () => {
        setRules([blank]);
        setRound((before) => before + 1);
      },
    });
  }
  return (
    <Form
      key={round}
      hasProblems={rules.length === 0 || rules.some((rule) => haveProblem(portProblems(rule)))}
      onSubmit={add}
    >
      <p className="form-group-text">{t.portsText}</p>
      <PortRows ports={rules} onChange={setRules} />
      <SaveBar command={update} action="UpdateFleetPortSettings" request={request}>
        {t.add}
      </SaveBar>
    </Form>
  );
}
