import { useWords } from "../../i18n/language.js";
import { FormRows } from "../../parts/form/form-rows.js";
import { SelectField } from "../../parts/form/select-field.js";
import { regionNames } from "../../parts/region-names.js";
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
  const places = Object.entries(names).map(([value, text]) => ({ value, text }));
  return (
    <FormRows
      rows={rows}
      onChange={onChange}
      blank={{ region, arn: "" }}
      add={t.addDestination}
      isOrdered
      className="form-row-destination"
    >
      {(row, change) => {
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
