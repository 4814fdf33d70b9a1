import type { ReactNode } from "react";
import "./style/icon-button.css";

export interface IconButtonProps {
  /** What a screen reader says, and what stands beside the pointer. */
  readonly label: string;
  readonly icon: ReactNode;
  readonly onClick: () => void;
}

export function IconButton({ label, icon, onClick }: IconButtonProps) {
  return (
    <button type="button" className="icon-button" aria-label={label} title={label} onClick={onClick}>
      {icon}
    </button>
  );
}
