import type { CloudApiClient } from "../client/index.js";
import { CliError, exitCodes, usageError } from "./exit.js";
import type { Fleet } from "./fleet-answers.js";
import { namesText as namesOf } from "./one-meant.js";

const PAGE = 100;
/** What `gse dev` serves without anybody having created it. */
export const DEV_FLEET = "fleet-dev";

/** The fleets of the region, newest first. */
export async function allFleets(client: CloudApiClient): Promise<readonly Fleet[]> {
  const fleets: Fleet[] = [];
  for (;;) {
    const page = await client.call("DescribeFleetAttributes", { Offset: fleets.length, Limit: PAGE });
    fleets.push(...page.FleetAttributes);
    if (page.FleetAttributes.length < PAGE) return fleets;
  }
}

/**
 * The id of the fleet that was meant: by its id, its name, the beginning of its id, or the word "latest". A whole id goes to the
 * service as it is, and so does any other that no fleet has: by such names game servers are served that were started by hand.
 */
export async function findFleet(client: CloudApiClient, meant: string): Promise<string> {
  if (isWholeId(meant)) return meant;
  const fleets = await allFleets(client);
  const found = fleetsMeant(meant, fleets);
  if (found.length > 1)
    throw usageError(
      `"${meant}" may be any of ${String(found.length)} fleets: ${namesText(found)}; write more of its id`,
    );
  const [only] = found;
  if (only !== undefined) return only.FleetId;
  const [latest] = fleets;
  if (meant === "latest" && latest !== undefined) return latest.FleetId;
  if (meant.startsWith("fleet-")) return meant;
  throw noFleet(meant, fleets);
}

/**
 * For who found nothing on a fleet: that may be because there is none. A name that begins with "fleet-" is as good as a fleet where
 * servers may be started by hand on any: under `gse dev`, and where no fleet was created.
 * @throws CliError when there is no such fleet
 */
export async function refuseNoFleet(client: CloudApiClient, FleetId: string): Promise<void> {
  const fleets = await allFleets(client);
  if (!takesAnyName(fleets) && !fleets.some((fleet) => fleet.FleetId === FleetId)) throw noFleet(FleetId, fleets);
}

/** As GSE Local, `gse dev` has no account in what it names. */
const takesAnyName = (fleets: readonly Fleet[]): boolean =>
  fleets.every(({ FleetArn }) => FleetArn.startsWith("qcs::gse:local:"));

function noFleet(meant: string, fleets: readonly Fleet[]): CliError {
  const byHand = `${DEV_FLEET}, where servers are that were started by hand`;
  const instead =
    fleets.length === 0
      ? `and none was created; make one with "gse fleet create", or give ${byHand}`
      : `there are ${namesText(fleets)}${takesAnyName(fleets) ? `, and ${byHand}` : ""}`;
  return new CliError(exitCodes.refused, `there is no fleet "${meant}"${fleets.length === 0 ? "," : ";"} ${instead}`);
}

/** The fleet that a session command means; without a word of it the only one that is ACTIVE, or that there is. */
export async function fleetOrOnly(client: CloudApiClient, meant: string | undefined): Promise<string> {
  if (meant !== undefined) return findFleet(client, meant);
  const all = await allFleets(client);
  const active = all.filter(({ Status }) => Status === "ACTIVE");
  const fleets = active.length > 0 ? active : all;
  const [only] = fleets;
  if (fleets.length > 1)
    throw usageError(`there are ${String(fleets.length)} fleets; say which with --fleet: ${namesText(fleets)}`);
  return only?.FleetId ?? DEV_FLEET;
}

const isWholeId = (text: string): boolean => /^fleet-[\da-f]{8}-[\da-f]{8}$/.test(text) || text === DEV_FLEET;

/** By whole id or name; where there is none, by the beginning of the id, with or without its "fleet-". */
export function fleetsMeant(meant: string, fleets: readonly Fleet[]): readonly Fleet[] {
  const whole = fleets.filter(({ FleetId, Name }) => FleetId === meant || Name === meant);
  if (whole.length > 0) return whole;
  return fleets.filter(({ FleetId }) => FleetId.startsWith(meant) || FleetId.startsWith(`fleet-${meant}`));
}

const namesText = (fleets: readonly Fleet[]): string =>
  namesOf(fleets.map(({ FleetId, Name }) => ({ id: FleetId, name: Name })));
