import type { Queue } from "../../api/catalogue.js";

/** What the name of a destination says; those of GSE Local have no region. */
export interface DestinationName {
  readonly region: string | undefined;
  readonly kind: "fleet" | "alias";
  readonly id: string;
}

/** Undefined for a text that names none. */
export function destinationIn(arn: string): DestinationName | undefined {
  const [, region, kind, id] = /^qcs::gse:([^:]*):[^:]*:(fleet|alias)\/(\S+)$/.exec(arn) ?? [];
  if (id === undefined || (kind !== "fleet" && kind !== "alias")) return undefined;
  return { region: region === "local" || region === "" ? undefined : region, kind, id };
}

/** Where a queue leads, in its order. */
export const arnsOf = ({ Destinations }: Queue): readonly string[] =>
  Destinations.map(({ DestinationArn = "" }) => DestinationArn);

/** The regions of these, each once, and this one first. */
export const regionsOf = (arns: readonly string[], own: string): readonly string[] => [
  ...new Set([own, ...arns.map((arn) => destinationIn(arn)?.region ?? own)]),
];
