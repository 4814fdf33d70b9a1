import { useState } from "react";
import { useWords } from "../../i18n/language.js";
import { useLive } from "../../live/use-live.js";
import { SelectField } from "../../parts/form/select-field.js";
import { TextField } from "../../parts/form/text-field.js";
import { useKnownFleets } from "./use-known-fleets.js";
import { sessionWords } from "./words.js";

export interface FleetFieldProps {
  readonly value: string;
  readonly onChange: (fleetId: string) => void;
}

/** Whose sessions; where processes are started by hand, a fleet is whatever name somebody gave. */
export function FleetField({ value, onChange }: FleetFieldProps) {
  const t = useWords(sessionWords);
  const isDev = useLive(({ hello }) => hello?.Mode === "dev");
  const { fleets } = useKnownFleets();
  const [typed, setTyped] = useState(value);
  const problem = value === "" ? t.fleetNeeded : undefined;
  if (isDev)
    return (
      <TextField
        label={t.fleet}
        hint={t.fleetHint}
        isCode
        value={typed}
        suggestions={fleets.map(({ id }) => id)}
        placeholder="fleet-chat"
        onChange={(text) => {
          setTyped(text);
          if (/^fleet-\S+$/.test(text)) onChange(text);
        }}
      />
    );
  const known = fleets.map(({ id, name }) => ({ value: id, text: `${name} (${id})` }));
  const isKnown = fleets.some(({ id }) => id === value);
  return (
    <SelectField
      label={t.fleet}
      value={value}
      options={isKnown ? known : [{ value, text: value }, ...known]}
      onChange={onChange}
      problem={problem}
    />
  );
}
