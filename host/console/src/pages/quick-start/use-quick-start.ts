import { useCall } from "../../api/use-call.js";
import { useAccess } from "../../api/use-gse.js";
import type { Asset, FleetAttributes, GameServerSession, PlayerSession } from "../../api/catalogue.js";
import { isOurs } from "./requests.js";

/** How far one is, by what there is on the host: a reload, a second tab or a restart of the host lose nothing. */
export interface QuickStart {
  readonly isKnown: boolean;
  /** Why it is not. */
  readonly error: Error | null;
  readonly assets: readonly Asset[];
  /** Without those that are deleted. */
  readonly fleets: readonly FleetAttributes[];
  readonly asset: Asset | undefined;
  readonly fleet: FleetAttributes | undefined;
  /** Of the fleet, newest first, those that have ended too. */
  readonly sessions: readonly GameServerSession[];
  /** The newest that has not ended. */
  readonly session: GameServerSession | undefined;
  /** Of the session, oldest first. */
  readonly players: readonly PlayerSession[];
}

export function useQuickStart(): QuickStart {
  const { region } = useAccess();
  const assetList = useCall("DescribeAssets", { AssetRegion: region, Limit: 100, Offset: 0 });
  const fleetList = useCall("DescribeFleetAttributes", { Limit: 100, Offset: 0 });
  const assets = (assetList.data?.Assets ?? []).filter(isOurs);
  const fleets = (fleetList.data?.FleetAttributes ?? []).filter(
    (fleet) => isOurs(fleet) && fleet.Status !== "TERMINATED",
  );
  const fleet = fleets[0];

  const fleetId = fleet?.FleetId ?? "";
  const sessionList = useCall(
    "DescribeGameServerSessions",
    { FleetId: fleetId, Limit: 20 },
    { isEnabled: fleetId !== "" },
  );
  const sessions = fleet === undefined ? [] : (sessionList.data?.GameServerSessions ?? []);
  const session = sessions.find(isOpen);

  const sessionId = session?.GameServerSessionId ?? "";
  const asked = { GameServerSessionId: sessionId, Limit: 100 };
  const playerList = useCall("DescribePlayerSessions", asked, { isEnabled: sessionId !== "" });
  const players = session === undefined ? [] : (playerList.data?.PlayerSessions ?? []);

  return {
    isKnown: assetList.data !== undefined && fleetList.data !== undefined && (fleetId === "" || sessionList.isFetched),
    error: assetList.error ?? fleetList.error,
    asset: assets[0],
    players: [...players].sort((a, b) => a.CreationTime.localeCompare(b.CreationTime)),
    ...{ assets, fleets, fleet, sessions, session },
  };
}

export const isOpen = ({ Status }: GameServerSession): boolean => Status !== "TERMINATED" && Status !== "ERROR";
