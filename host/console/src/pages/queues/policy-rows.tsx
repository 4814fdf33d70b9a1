import { useWords } from "../../i18n/language.js";
import { FormRows } from "../../parts/form/form-rows.js";
import { TextField } from "../../parts/form/text-field.js";
import { mostProblem, rises, secondsProblem, type PolicyDraft } from "./queue-draft.js";
import { queueWords } from "./words.js";

export interface PolicyRowsProps {
  readonly rows: readonly PolicyDraft[];
  readonly onChange: (rows: readonly PolicyDraft[]) => void;
}

/** How far away players may be, the strictest first. */
export function PolicyRows({ rows, onChange }: PolicyRowsProps) {
  const t = useWords(queueWords);
  return (
    <FormRows
      rows={rows}
      onChange={onChange}
      blank={{ most: "", seconds: "" }}
      add={t.addPolicy}
      className="form-row-policy"
    >
      {(row, change) => {
        const index = rows.indexOf(row);
        const isLast = index === rows.length - 1;
        return (
          <>
            <TextField
              label={t.most}
              isNumber
              unit="ms"
              value={row.most}
              onChange={(most) => change({ most })}
              problem={mostProblem(row.most) ?? (rises(rows, index) ? undefined : t.mustRise)}
            />
            <TextField
              label={t.seconds}
              isNumber
              unit="s"
              isOptional={isLast}
              placeholder={isLast ? t.rest : ""}
              value={row.seconds}
              onChange={(seconds) => change({ seconds })}
              problem={secondsProblem(row.seconds, isLast)}
            />
          </>
        );
      }}
    </FormRows>
  );
}
