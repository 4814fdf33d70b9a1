import { useWords } from "../../../i18n/language.js";
import { FormRows } from "../../../parts/form/form-rows.js";
import { SelectField } from "../../../parts/form/select-field.js";
import { TextField } from "../../../parts/form/text-field.js";
import type { PortDraft } from "./fleet-draft.js";
import { portProblems } from "./fleet-problems.js";
import { formWords } from "./words.js";

export interface PortRowsProps {
  readonly ports: readonly PortDraft[];
  readonly onChange: (ports: readonly PortDraft[]) => void;
}

const protocols = (["TCP", "UDP"] as const).map((value) => ({ value, text: value }));

export function PortRows({ ports, onChange }: PortRowsProps) {
  const t = useWords(formWords);
  const blank: PortDraft = { protocol: "TCP", from: "", to: "", ipRange: "0.0.0.0/0" };
  return (
    <FormRows rows={ports} onChange={onChange} blank={blank} add={t.addPort} className="form-row-port">
      {(row, change) => {
        const problems = portProblems(row);
        return (
          <>
            <SelectField
              label={t.protocol}
              value={row.protocol}
              options={protocols}
              onChange={(protocol) => change({ protocol })}
            />
            <TextField
              label={t.fromPort}
              isNumber
              value={row.from}
              onChange={(from) => change({ from })}
              problem={problems.from}
            />
            <TextField
              label={t.toPort}
              isNumber
              value={row.to}
              onChange={(to) => change({ to })}
              problem={problems.to}
            />
            <TextField
              label={t.ipRange}
              isCode
              value={row.ipRange}
              onChange={(ipRange) => change({ ipRange })}
              problem={problems.ipRange}
            />
          </>
        );
      }}
    </FormRows>
  );
}
