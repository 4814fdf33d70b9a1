import { regions } from "../regions.js";
import { allAliases, type Alias } from "./find-alias.js";
import { allFleets } from "./find-fleet.js";
import type { Fleet } from "./fleet-answers.js";
import { oneMeant, type Named } from "./one-meant.js";
import { regionOf, withClient, type RemoteFlags } from "./remote.js";
import type { Terminal } from "./terminal.js";

/** What a queue can send players to. */
export interface Destination extends Named {
  readonly arn: string;
}

/**
 * The names by which a queue knows where to send players, in the order given: each a fleet or an alias by its id, its name or the
 * beginning of its id, with the region before it where that is not the queue's own; or a whole name of the cloud API (`qcs::gse:…`).
 * Of an alias and a fleet of the same name it is the alias.
 * @throws CliError when one is not there, or may be several
 */
export async function destinationArns(
  meant: readonly string[],
  flags: RemoteFlags,
  terminal: Terminal,
): Promise<readonly string[]> {
  const known = new Map<string, Promise<readonly Destination[]>>();
  const inRegion = (region: string): Promise<readonly Destination[]> => {
    const found = known.get(region) ?? destinationsOf(region, flags, terminal);
    known.set(region, found);
    return found;
  };
  const arns: string[] = [];
  for (const text of meant) {
    const { region = regionOf(flags, terminal), name } = partsOf(text);
    arns.push(text.startsWith("qcs::") ? text : arnOf(name, region, await inRegion(region)));
  }
  return arns;
}

/** The aliases of a region, then its fleets, each newest first. */
export const destinationsOf = (
  region: string,
  flags: RemoteFlags,
  terminal: Terminal,
): Promise<readonly Destination[]> =>
  withClient({ ...flags, region }, terminal, async (client) => {
    const [aliases, fleets] = await Promise.all([allAliases(client), allFleets(client)]);
    return [...aliases.map(ofAlias), ...fleets.map(ofFleet)];
  });

const ofAlias = ({ AliasId: id, Name: name, AliasArn: arn }: Alias): Destination => ({ id, name, arn });
const ofFleet = ({ FleetId: id, Name: name, FleetArn: arn }: Fleet): Destination => ({ id, name, arn });

/** `na-siliconvalley:arena`; a ":" behind anything but a region belongs to the name. */
function partsOf(text: string): { readonly region?: string; readonly name: string } {
  const mark = text.indexOf(":");
  const region = text.slice(0, Math.max(0, mark));
  return regions.has(region) ? { region, name: text.slice(mark + 1) } : { name: text };
}

function arnOf(meant: string, region: string, there: readonly Destination[]): string {
  // By such names game servers are served that were started by hand.
  if (/^fleet-/.test(meant) && !there.some(({ id }) => id.startsWith(meant)))
    return `qcs::gse:${region}::fleet/${meant}`;
  return oneMeant(there, meant, "destination", {
    where: `in ${region}`,
    make: 'make a fleet with "gse fleet create", or an alias with "gse alias create"',
  }).arn;
}
