import { Button } from "tdesign-react/es/button";
import type { ReactNode } from "react";
import { useWords } from "../../../i18n/language.js";
import { IconButton } from "../../../parts/icon-button.js";
import { AddIcon, DeleteIcon } from "../../../parts/icons.js";
import { formWords } from "./words.js";

export interface FormRowsProps<R> {
  readonly rows: readonly R[];
  readonly onChange: (rows: readonly R[]) => void;
  /** What a row holds to begin with. */
  readonly blank: R;
  readonly add: string;
  /** As many must stay. */
  readonly least?: number;
  readonly className: string;
  readonly children: (row: R, change: (part: Partial<R>) => void) => ReactNode;
}

/** Fields that come several times, with buttons for one more and one less. */
export function FormRows<R>({ rows, onChange, blank, add, least = 0, className, children }: FormRowsProps<R>) {
  const t = useWords(formWords);
  return (
    <div className="form-whole form-rows">
      {rows.map((row, index) => (
        // By their place: a row that goes takes its fields along only if it is the last, and all hold what they are given.
        <div key={index} className={`form-row ${className}`} role="group" aria-label={`${index + 1}`}>
          {children(row, (part) => onChange(rows.with(index, { ...row, ...part })))}
          {rows.length > least && (
            <IconButton
              label={t.removeRow}
              icon={<DeleteIcon />}
              onClick={() => onChange(rows.filter((_, other) => other !== index))}
            />
          )}
        </div>
      ))}
      <Button variant="dashed" size="small" icon={<AddIcon />} onClick={() => onChange([...rows, blank])}>
        {add}
      </Button>
    </div>
  );
}
