import { useCall } from "../../../api/use-call.js";
import { useWords } from "../../../i18n/language.js";
import { SelectField } from "../../../parts/form/select-field.js";
import { formWords } from "./words.js";

export interface MachineFieldProps {
  /** "": the first there is. */
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** The machine that instances are on; a fleet that names another type keeps it. */
export function MachineField({ value, onChange }: MachineFieldProps) {
  const t = useWords(formWords);
  const { data } = useCall("DescribeInstanceTypes", {});
  const types = data?.InstanceTypeList ?? [];
  const known = types.map(({ InstanceType, Cpu, Memory }) => ({
    value: InstanceType,
    text: t.machine(InstanceType, Cpu, Memory),
  }));
  const isKnown = value === "" || types.some(({ InstanceType }) => InstanceType === value);
  return (
    <SelectField
      label={t.instanceType}
      value={value === "" ? (known[0]?.value ?? "") : value}
      options={isKnown ? known : [...known, { value, text: value }]}
      onChange={onChange}
    />
  );
}
