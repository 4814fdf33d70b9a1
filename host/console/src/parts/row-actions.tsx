import type { ReactNode } from "react";
import "./style/row-actions.css";

/** What can be done with one row. */
export function RowActions({ children }: { readonly children: ReactNode }) {
  return <span className="row-actions">{children}</span>;
}
