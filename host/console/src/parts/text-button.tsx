import "./style/row-actions.css";
import type { ReactNode } from "react";

export interface TextButtonProps {
  readonly children: ReactNode;
  readonly onClick: () => void;
  /** It ends something, after a question. */
  readonly isDanger?: boolean;
  readonly isDisabled?: boolean;
  /** What a screen reader says where the word alone leaves open of which row: "Delete chat". */
  readonly label?: string;
}

/** A button that looks like a link, for rows of tables. */
export function TextButton({ children, onClick, isDanger = false, isDisabled = false, label }: TextButtonProps) {
  return (
    <button
      type="button"
      className={`text-button ${isDanger ? "text-button-danger" : ""}`}
      onClick={onClick}
      disabled={isDisabled}
      aria-label={label}
    >
      {children}
    </button>
  );
}
