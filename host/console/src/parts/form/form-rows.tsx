import { useRef, type ReactNode } from "react";
import { Button } from "tdesign-react/es/button";
import { inBothLanguages, useWords } from "../../i18n/language.js";
import { IconButton } from "../icon-button.js";
import { AddIcon, ArrowDownIcon, ArrowUpIcon, DeleteIcon } from "../icons.js";
import "./form-rows.css";

const words = inBothLanguages(
  {
    remove: "Remove this row",
    up: (place: number) => `Move row ${place} up`,
    down: (place: number) => `Move row ${place} down`,
    moved: (place: number, of: number) => `Row ${place} of ${of} now`,
  },
  {
    remove: "删除此行",
    up: (place: number) => `上移第 ${place} 行`,
    down: (place: number) => `下移第 ${place} 行`,
    moved: (place: number, of: number) => `现为第 ${place} 行，共 ${of} 行`,
  },
);

export interface FormRowsProps<R> {
  readonly rows: readonly R[];
  readonly onChange: (rows: readonly R[]) => void;
  /** What a row holds to begin with. */
  readonly blank: R;
  readonly add: string;
  /** As many must stay. */
  readonly least?: number;
  /** Their order counts: each can be moved up and down. */
  readonly isOrdered?: boolean;
  readonly className: string;
  readonly children: (row: R, change: (part: Partial<R>) => void) => ReactNode;
}

/** Fields that come several times, with buttons for one more and one less. */
export function FormRows<R>(props: FormRowsProps<R>) {
  const { rows, onChange, blank, add, least = 0, isOrdered = false, className, children } = props;
  const t = useWords(words);
  const box = useRef<HTMLDivElement>(null);
  const said = useRef<HTMLParagraphElement>(null);

  function move(from: number, to: number): void {
    const [moved, other] = [rows[from], rows[to]];
    if (moved === undefined || other === undefined) return;
    onChange(rows.with(from, other).with(to, moved));
    // The focus goes along with the row, so that the same key moves it on.
    const way = to < from ? "up" : "down";
    box.current?.querySelector<HTMLElement>(`[data-row="${to}"] [data-way="${way}"] button`)?.focus();
    if (said.current !== null) said.current.textContent = t.moved(to + 1, rows.length);
  }

  return (
    <div className="form-whole form-rows" ref={box}>
      {rows.map((row, index) => (
        // By their place: a row that goes takes its fields along only if it is the last, and all hold what they are given.
        <div key={index} data-row={index} className={`form-row ${className}`} role="group" aria-label={`${index + 1}`}>
          {children(row, (part) => onChange(rows.with(index, { ...row, ...part })))}
          {(isOrdered || rows.length > least) && (
            <span className="form-row-buttons">
              {isOrdered && (
                <>
                  <span data-way="up">
                    <IconButton
                      label={t.up(index + 1)}
                      icon={<ArrowUpIcon />}
                      isDisabled={index === 0}
                      onClick={() => move(index, index - 1)}
                    />
                  </span>
                  <span data-way="down">
                    <IconButton
                      label={t.down(index + 1)}
                      icon={<ArrowDownIcon />}
                      isDisabled={index === rows.length - 1}
                      onClick={() => move(index, index + 1)}
                    />
                  </span>
                </>
              )}
              {rows.length > least && (
                <IconButton
                  label={t.remove}
                  icon={<DeleteIcon />}
                  onClick={() => onChange(rows.filter((_, other) => other !== index))}
                />
              )}
            </span>
          )}
        </div>
      ))}
      <Button variant="dashed" size="small" icon={<AddIcon />} onClick={() => onChange([...rows, blank])}>
        {add}
      </Button>
      {isOrdered && <p className="form-rows-said" role="status" ref={said} />}
    </div>
  );
}
