import type { ReactNode } from "react";

export interface FormGroupProps {
  readonly title: string;
  readonly text?: ReactNode;
  readonly children: ReactNode;
}

/** Fields that belong together, with their heading beside them where there is room. */
export function FormGroup({ title, text, children }: FormGroupProps) {
  return (
    <fieldset className="form-group">
      <legend>{title}</legend>
      {text !== undefined && <p className="form-group-text">{text}</p>}
      <div className="form-group-fields">{children}</div>
    </fieldset>
  );
}
