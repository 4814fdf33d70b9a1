import type { Destination } from "./find-destination.js";
import { fleetStatusText } from "./fleet-text.js";
import { printable } from "./printable.js";
import type { LatencyPolicy, Queue } from "./queue-values.js";
import { fields, table } from "./table.js";
import type { Colors } from "./terminal.js";

/** Queues as `gse queue list` shows them. */
export function queuesTable(queues: readonly Queue[], colors: Colors): string {
  return table(
    ["QUEUE", "TIME-OUT", "LATENCY", "DESTINATIONS"].map(colors.dim),
    queues.map((queue) => [
      printable(queue.Name),
      `${String(queue.TimeoutInSeconds)} s`,
      policiesText(queue.PlayerLatencyPolicies),
      queue.Destinations.map(({ DestinationArn = "" }) => partsOf(DestinationArn).id).join(", "),
    ]),
  );
}

/** All about one. @param known what is called what, in the regions of its destinations */
export function queueFields(queue: Queue, known: readonly Destination[], colors: Colors): string {
  const lines: (readonly [string, string])[] = [
    ["queue", printable(queue.Name)],
    ["time-out", `${String(queue.TimeoutInSeconds)} s`],
    ["latency", policiesText(queue.PlayerLatencyPolicies)],
    ["tags", queue.Tags.map(({ Key, Value }) => `${printable(Key)}=${printable(Value)}`).join(" ")],
    ["arn", queue.GameServerSessionQueueArn],
  ];
  const about = fields(lines.filter(([, value]) => value !== "").map(([name, value]) => [colors.dim(name), value]));
  return `${about}\n\n${destinationsText(queue, known, colors)}`;
}

function destinationsText({ Destinations }: Queue, known: readonly Destination[], colors: Colors): string {
  if (Destinations.length === 0) return "It leads nowhere: a placement on it fails at once.";
  const names = new Map(known.map(({ id, name }) => [id, name]));
  return table(
    ["", "DESTINATION", "NAME", "REGION", "FLEET IS"].map(colors.dim),
    Destinations.map(({ DestinationArn = "", FleetStatus = "" }, index) => {
      const { id, region } = partsOf(DestinationArn);
      const status = FleetStatus === "" ? "" : fleetStatusText(FleetStatus, colors);
      return [String(index + 1), id, printable(names.get(id) ?? ""), region, status];
    }),
  );
}

/** `80ms:10s 150ms`, as `--latency` takes them; `any` where the queue does not ask. */
export const policiesText = (policies: readonly LatencyPolicy[]): string =>
  policies.length === 0
    ? "any"
    : policies
        .map(({ MaximumIndividualPlayerLatencyMilliseconds: most, PolicyDurationSeconds: seconds }) => {
          const limit = `${String(most)}ms`;
          return seconds === undefined ? limit : `${limit}:${String(seconds)}s`;
        })
        .join(" ");

/** What the name of a destination says: its region, "" in those of GSE Local, and its id. */
export function partsOf(arn: string): { readonly region: string; readonly id: string } {
  const [, region = "", id = arn] = /^qcs::gse:([^:]*):[^:]*:(?:fleet|alias)\/(.+)$/.exec(arn) ?? [];
  return { region: region === "local" ? "" : region, id: printable(id) };
}
