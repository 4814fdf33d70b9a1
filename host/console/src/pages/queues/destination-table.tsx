import { Link } from "react-router";
import type { Queue } from "../../api/catalogue.js";
import { useAccess } from "../../api/use-gse.js";
import { useWords } from "../../i18n/language.js";
import { useLive } from "../../live/use-live.js";
import { Notice } from "../../parts/notice.js";
import { StatusTag } from "../../parts/status-tag.js";
import type { Column } from "../../parts/table/column.js";
import { DataTable } from "../../parts/table/data-table.js";
import { TwoLines } from "../../parts/table/two-lines.js";
import { regionNames } from "../../parts/region-names.js";
import { arnsOf, destinationIn, regionsOf } from "./destination.js";
import { useDestinations, type Destination } from "./use-destinations.js";
import { queueWords } from "./words.js";

interface Row {
  readonly place: number;
  readonly arn: string;
  /** Undefined: it is not there, or not known yet. */
  readonly found: Destination | undefined;
}

/** Where a queue leads, in its order, and what each is worth now. */
export function DestinationTable({ queue }: { readonly queue: Queue }) {
  const t = useWords(queueWords);
  const regions: Readonly<Record<string, string>> = useWords(regionNames);
  const { region } = useAccess();
  const arns = arnsOf(queue);
  const { destinations, isLoading } = useDestinations(regionsOf(arns, region));
  const rows = arns.map((arn, index): Row => ({
    place: index + 1,
    arn,
    found: destinations.find((one) => one.arn === arn),
  }));
  const columns: readonly Column<Row>[] = [
    { key: "place", title: t.order, width: "70px", show: ({ place }) => place },
    {
      key: "name",
      title: t.destination,
      isHeading: true,
      show: ({ arn, found }) => {
        const id = destinationIn(arn)?.id ?? arn;
        if (found === undefined) return <code>{id}</code>;
        return (
          <TwoLines
            first={`${found.alias === undefined ? t.fleet : t.alias} ${found.name}`}
            second={<code>{id}</code>}
          />
        );
      },
    },
    {
      key: "region",
      title: t.region,
      width: "140px",
      show: ({ arn }) => {
        const id = destinationIn(arn)?.region ?? region;
        return regions[id] ?? id;
      },
    },
    {
      key: "state",
      title: t.state,
      show: ({ found }) => <State found={found} isLoading={isLoading} here={region} />,
    },
    {
      key: "room",
      title: t.room,
      width: "160px",
      align: "end",
      show: ({ found }) => (found?.room === undefined ? "–" : t.idleOf(found.room.idle, found.room.ready)),
    },
  ];
  return (
    <DataTable
      label={t.destinations}
      rows={rows}
      columns={columns}
      keyOf={({ place, arn }) => `${place} ${arn}`}
      empty={<Notice tone="plain" title={t.nowhere} text={t.nowhereText} />}
    />
  );
}

interface StateProps {
  readonly found: Destination | undefined;
  readonly isLoading: boolean;
  /** The region that is looked at: fleets of others have no page here. */
  readonly here: string;
}

function State({ found, isLoading, here }: StateProps) {
  const t = useWords(queueWords);
  // There a fleet is but a name.
  const isDev = useLive(({ hello }) => hello?.Mode === "dev");
  if (found === undefined && !isLoading) return isDev ? t.named : t.gone;
  if (found === undefined) return "…";
  const { alias, fleet, region } = found;
  if (fleet === null) return t.closed(alias?.RoutingStrategy.Message ?? "");
  return (
    <span className="queue-state">
      <StatusTag of="fleet" status={fleet.Status} />
      {alias !== undefined &&
        (region === here ? <Link to={`/fleets/${fleet.FleetId}`}>{fleet.Name}</Link> : <span>{fleet.Name}</span>)}
    </span>
  );
}
