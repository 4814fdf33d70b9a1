import type { Gse } from "../../api/gse.js";
import { systemClock } from "../../browser/system-clock.js";
import { isOpen, type QuickStart } from "./use-quick-start.js";

const LOOKED_AGAIN_MS = 250;
const LATEST_MS = 30_000;

/** Deletes what the quick start made: sessions, fleets, assets. @throws ApiError, HostGoneError; Error with `late` when a fleet stays */
export async function clearAway(
  gse: Gse,
  region: string,
  { assets, fleets }: Pick<QuickStart, "assets" | "fleets">,
  late: string,
): Promise<void> {
  for (const { FleetId, Status } of fleets) {
    await endSessions(gse, region, FleetId, late);
    if (Status !== "DELETING") await gse.call("DeleteFleet", { FleetId }, { region });
  }
  await until(late, async () => {
    const { FleetAttributes } = await gse.call("DescribeFleetAttributes", { Limit: 100, Offset: 0 }, { region });
    return FleetAttributes.every(
      ({ FleetId, Status }) => Status === "TERMINATED" || !fleets.some((fleet) => fleet.FleetId === FleetId),
    );
  });
  for (const { AssetId } of assets) await gse.call("DeleteAsset", { AssetId }, { region });
}

async function endSessions(gse: Gse, region: string, FleetId: string, late: string): Promise<void> {
  const open = async () => {
    const { GameServerSessions } = await gse.call("DescribeGameServerSessions", { FleetId, Limit: 100 }, { region });
    return GameServerSessions.filter(isOpen);
  };
  for (const { GameServerSessionId, Status } of await open())
    if (Status !== "TERMINATING") await gse.call("EndGameServerSessionAndProcess", { GameServerSessionId }, { region });
  await until(late, async () => (await open()).length === 0);
}

async function until(late: string, isSo: () => Promise<boolean>): Promise<void> {
  const endAtMs = systemClock.now() + LATEST_MS;
  while (!(await isSo())) {
    if (systemClock.now() > endAtMs) throw new Error(late);
    await new Promise<void>((resolve) => void systemClock.setTimeout(resolve, LOOKED_AGAIN_MS));
  }
}
