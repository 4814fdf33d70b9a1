import type { ReactNode } from "react";
import { Link } from "react-router";
import "./style/page-header.css";

export interface PageHeaderProps {
  readonly title: string;
  /** One sentence: what the page is for. */
  readonly text?: ReactNode;
  /** Where it belongs: `[{ to: "/fleets", text: "Fleets" }]`. */
  readonly above?: readonly { readonly to: string; readonly text: string }[];
  /** Beside the title, a status for one. */
  readonly mark?: ReactNode;
  /** Buttons. */
  readonly actions?: ReactNode;
}

/** The top of every page. */
export function PageHeader({ title, text, above = [], mark, actions }: PageHeaderProps) {
  return (
    <header className="page-header">
      <div className="page-header-words">
        {above.length > 0 && (
          <p className="page-header-above">
            {above.map(({ to, text: name }) => (
              <span key={to}>
                <Link to={to}>{name}</Link> /{" "}
              </span>
            ))}
          </p>
        )}
        <h1>
          {title} {mark}
        </h1>
        {text !== undefined && <p className="page-header-text">{text}</p>}
      </div>
      {actions !== undefined && <div className="page-header-actions">{actions}</div>}
    </header>
  );
}
