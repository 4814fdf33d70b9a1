import { useWords } from "../../i18n/language.js";
import { useLive } from "../../live/use-live.js";
import { FormRows } from "../../parts/form/form-rows.js";
import { SelectField } from "../../parts/form/select-field.js";
import { TextField } from "../../parts/form/text-field.js";
import { regionNames } from "../../parts/region-names.js";
import { destinationIn } from "./destination.js";
import type { DestinationDraft } from "./queue-draft.js";
import { useDestinations } from "./use-destinations.js";
import { queueWords } from "./words.js";

export interface DestinationRowsProps {
  readonly rows: readonly DestinationDraft[];
  /** Where the queue is. */
  readonly region: string;
  readonly onChange: (rows: readonly DestinationDraft[]) => void;
}

/** Where it leads, in the order in which it is tried. */
export function DestinationRows({ rows, region, onChange }: DestinationRowsProps) {
  const t = useWords(queueWords);
  const names = useWords(regionNames);
  const regions = [...new Set(rows.map((row) => row.region))];
  const { destinations } = useDestinations(regions);
  const isDev = useLive(({ hello }) => hello?.Mode === "dev");
  const places = Object.entries(names).map(([value, text]) => ({ value, text }));
  return (
    <FormRows
      rows={rows}
      onChange={onChange}
      blank={{ region, arn: "" }}
      add={t.addDestination}
      isOrdered
      className={isDev ? "form-row-named" : "form-row-destination"}
    >
      {(row, change) => {
        if (isDev) return <NamedDestination row={row} onChange={(arn) => change({ arn })} />;
        const there = destinations
          .filter((one) => one.region === row.region)
          .map(({ arn, name, id, alias }) => ({
            value: arn,
            text: `${alias === undefined ? t.fleet : t.alias} ${name} (${id})`,
          }));
        const isKnown = there.some(({ value }) => value === row.arn);
        return (
          <>
            <SelectField
              label={t.region}
              value={row.region}
              options={places}
              onChange={(chosen) => change({ region: chosen, arn: "" })}
            />
            <SelectField
              label={t.destination}
              value={row.arn}
              options={isKnown ? there : [{ value: row.arn, text: row.arn === "" ? t.choose : row.arn }, ...there]}
              onChange={(arn) => change({ arn })}
              problem={row.arn === "" ? t.destinationNeeded : undefined}
            />
          </>
        );
      }}
    </FormRows>
  );
}

/** Where processes are started by hand, a fleet is whatever name somebody gave. */
function NamedDestination({ row, onChange }: { row: DestinationDraft; onChange: (arn: string) => void }) {
  const t = useWords(queueWords);
  const named = destinationIn(row.arn);
  return (
    <TextField
      label={t.destination}
      hint={t.destinationHint}
      isCode
      value={named?.kind === "fleet" ? named.id : row.arn}
      placeholder="fleet-chat"
      onChange={(text) => onChange(/^fleet-\S+$/.test(text) ? `qcs::gse:local::fleet/${text}` : text)}
      problem={named === undefined ? t.destinationNeeded : undefined}
    />
  );
}
