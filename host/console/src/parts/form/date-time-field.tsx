import { Field, type FieldProps } from "./field.js";

export interface DateTimeFieldProps extends FieldProps {
  /** On a clock on the wall, without a zone: `2026-01-30T19:00`; "" for none. */
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** A date with a time of day, chosen as the browser has it. */
export function DateTimeField(props: DateTimeFieldProps) {
  const { value, onChange } = props;
  return (
    <Field {...props}>
      {(control) => (
        <input
          {...control}
          type="datetime-local"
          className="control"
          value={value}
          onChange={({ target }) => onChange(target.value)}
        />
      )}
    </Field>
  );
}
