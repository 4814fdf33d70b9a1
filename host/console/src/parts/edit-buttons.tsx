import type { ReactNode } from "react";
import { TextButton } from "./text-button.js";

export interface EditButtonsProps {
  /** What the row is called. */
  readonly name: string;
  readonly words: {
    readonly edit: string;
    readonly editOf: (name: string) => string;
    readonly remove: string;
    readonly removeOf: (name: string) => string;
  };
  readonly onEdit: () => void;
  /** Asks before it is removed. */
  readonly onRemove: () => void;
  /** What else is done with it, between the two. */
  readonly children?: ReactNode;
}

/** What is done with a row that can be changed, inside of its `RowActions`. */
export function EditButtons({ name, words: t, onEdit, onRemove, children }: EditButtonsProps) {
  return (
    <>
      <TextButton label={t.editOf(name)} onClick={onEdit}>
        {t.edit}
      </TextButton>
      {children}
      <TextButton isDanger label={t.removeOf(name)} onClick={onRemove}>
        {t.remove}
      </TextButton>
    </>
  );
}
