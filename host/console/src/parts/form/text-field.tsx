import { Field, type FieldProps } from "./field.js";

export interface TextFieldProps extends FieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly placeholder?: string;
  /** Behind what is typed: "min", "Mbit/s". */
  readonly unit?: string;
  /** Digits are what is expected. */
  readonly isNumber?: boolean;
  /** Paths, ids and expressions. */
  readonly isCode?: boolean;
  /** More than one: a text of several lines. */
  readonly rows?: number;
  /** What others have put there. */
  readonly suggestions?: readonly string[];
}

export function TextField(props: TextFieldProps) {
  const { value, onChange, placeholder, unit, isNumber = false, isCode = false, rows = 1, suggestions = [] } = props;
  return (
    <Field {...props}>
      {(control) => {
        const common = {
          ...control,
          value,
          placeholder,
          className: `control ${isCode ? "control-code" : ""}`,
          autoComplete: "off",
          spellCheck: !isCode && !isNumber,
          onChange: (event: { readonly target: { readonly value: string } }) => onChange(event.target.value),
        };
        if (rows > 1) return <textarea {...common} rows={rows} />;
        const list = suggestions.length > 0 ? `${control.id}-list` : undefined;
        return (
          <span className="control-with-unit">
            <input {...common} list={list} inputMode={isNumber ? "numeric" : undefined} />
            {unit !== undefined && <span className="control-unit">{unit}</span>}
            {list !== undefined && (
              <datalist id={list}>
                {suggestions.map((one) => (
                  <option key={one} value={one} />
                ))}
              </datalist>
            )}
          </span>
        );
      }}
    </Field>
  );
}
