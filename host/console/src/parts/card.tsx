import { useId, type ReactNode } from "react";
import "./style/card.css";

export interface CardProps {
  readonly title?: string;
  /** Beside the title, at the right. */
  readonly extra?: ReactNode;
  /** True: its content goes to its edges, as a table does. */
  readonly isFlush?: boolean;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A surface on the page. */
export function Card({ title, extra, isFlush = false, className = "", children }: CardProps) {
  const id = useId();
  return (
    <section
      className={`card ${isFlush ? "card-flush" : ""} ${className}`}
      aria-labelledby={title === undefined ? undefined : id}
    >
      {title !== undefined && (
        <div className="card-head">
          <h2 id={id}>{title}</h2>
          {extra}
        </div>
      )}
      <div className="card-content">{children}</div>
    </section>
  );
}
