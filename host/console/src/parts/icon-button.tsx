import type { ReactNode } from "react";
import "./style/icon-button.css";

export interface IconButtonProps {
  /** What a screen reader says, and what stands beside the pointer. */
  readonly label: string;
  readonly icon: ReactNode;
  readonly onClick: () => void;
  /** It does nothing now; it can have the focus all the same, so that none is lost. */
  readonly isDisabled?: boolean;
}

export function IconButton({ label, icon, onClick, isDisabled = false }: IconButtonProps) {
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={label}
      aria-disabled={isDisabled || undefined}
      title={label}
      onClick={isDisabled ? undefined : onClick}
    >
      {icon}
    </button>
  );
}
