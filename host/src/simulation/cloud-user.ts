import type {
  AliasCommand,
  AliasId,
  AliasRouting,
  AssetId,
  CloudApiCommand,
  FleetCommand,
  FleetDesign,
  FleetId,
  GameServerSessionId,
  InboundPermission,
  InstanceId,
  OperatorCommand,
  PlacementCommand,
  ProcessId,
  QueueCommand,
  RuntimeConfiguration,
  ScalingCommand,
} from "../model/index.js";
import { playerSessionCreationPolicies, protectionPolicies } from "../model/index.js";
import type { Ledger } from "./ledger.js";
import { blobOf } from "./packages.js";
import { queueWish } from "./queue-wishes.js";
import { scalingWish } from "./scaling-wishes.js";
import { strikes, type Stage } from "./stage.js";
import { packageKinds } from "./temper.js";

/** What users and operators ask for. */
type Wish =
  CloudApiCommand | FleetCommand | ScalingCommand | AliasCommand | QueueCommand | PlacementCommand | OperatorCommand;

const regions = ["ap-shanghai", "ap-guangzhou"] as const;
const playerIds = ["ada", "bob", "cleo", "dan", "eve", "fay"] as const;
/** Where nothing of that kind is there to be named. */
const nobody = "nobody" as const;

export const OPERATOR_WANTS = "the operator wants it";

/** How often each is asked for. */
export const wishes: Readonly<Record<Wish["type"], number>> = {
  createAlias: 2,
  updateAlias: 2,
  deleteAlias: 1,
  createQueue: 4,
  updateQueue: 3,
  deleteQueue: 1,
  startPlacement: 16,
  stopPlacement: 2,
  createAsset: 2,
  updateAsset: 1,
  deleteAsset: 1,
  createFleet: 4,
  copyFleet: 1,
  updateFleetAttributes: 2,
  updateFleetPortSettings: 2,
  updateRuntimeConfiguration: 3,
  updateFleetCapacity: 6,
  deleteFleet: 2,
  updateInstance: 3,
  startAutoScaling: 3,
  stopAutoScaling: 1,
  putScalingPolicy: 4,
  deleteScalingPolicy: 1,
  putScalingTimer: 3,
  deleteScalingTimer: 1,
  createGameServerSession: 40,
  updateGameServerSession: 5,
  joinGameServerSession: 30,
  endGameServerSessionAndProcess: 2,
  endProcess: 1,
};

/** A user of the cloud API, who mostly speaks of what is there, and sometimes of what was or never will be. */
export class CloudUser {
  readonly #stage: Stage;
  readonly #ledger: Ledger;
  #blobs = 0;

  constructor(stage: Stage, ledger: Ledger) {
    this.#stage = stage;
    this.#ledger = ledger;
  }

  wish(): Wish {
    const { random } = this.#stage;
    const { assets, fleets } = this.#ledger;
    // First things first.
    if (assets.live.size === 0) return this.#make("createAsset");
    if (fleets.live.size === 0 && random.onceIn(2)) return this.#make("createFleet");
    return this.#make(random.weighted(wishes));
  }

  #make(type: Wish["type"]): Wish {
    const { random } = this.#stage;
    switch (type) {
      case "createAlias":
        return { type, region: this.#region(), name: "alias", description: "", routing: this.#routing(), tags: [] };
      case "updateAlias":
        return {
          type,
          aliasId: this.#alias(),
          ...this.#sometimes(() => ({ name: `alias ${String(random.below(100))}` })),
          ...this.#sometimes(() => ({ routing: this.#routing() })),
        };
      case "deleteAlias":
        return { type, aliasId: this.#alias() };
      case "createQueue":
      case "updateQueue":
      case "deleteQueue":
      case "startPlacement":
      case "stopPlacement": {
        const { fleets, aliases, placements } = this.#ledger;
        return queueWish(type, random, {
          ...{ regions, playerIds },
          fleets: [...fleets.live.values()],
          aliases: [...aliases.live.values()],
          pending: [...placements.live.values()],
        });
      }
      case "createAsset":
        return {
          type,
          region: this.#region(),
          name: "package",
          version: "1",
          operatingSystem: "CentOS7.16",
          imageId: "",
          sizeBytes: random.onceIn(20) ? 2 ** 40 : 1_000,
          blob: this.#blob(),
          tags: [],
        };
      case "updateAsset":
        return { type, assetId: this.#asset(), name: `package ${String(random.below(100))}`, version: "2" };
      case "deleteAsset":
        return { type, assetId: this.#asset() };
      case "createFleet": {
        const assetId = this.#asset();
        const region = random.onceIn(12) ? this.#region() : (this.#ledger.assets.find(assetId)?.region ?? regions[0]);
        return { type, region, design: this.#design(assetId) };
      }
      case "copyFleet":
        return {
          type,
          fleetId: this.#fleet(),
          copies: random.between(1, 2),
          changes: random.onceIn(2) ? { runtime: this.#runtime() } : {},
          withScaling: random.onceIn(2),
          withTimers: random.onceIn(2),
        };
      case "updateFleetAttributes":
        return {
          type,
          fleetId: this.#fleet(),
          ...this.#sometimes(() => ({ name: `fleet ${String(random.below(100))}` })),
          ...this.#sometimes(() => ({ protectionPolicy: random.pick(protectionPolicies) })),
          ...this.#sometimes(() => ({ protectionTimeLimitMinutes: random.between(5, 20) })),
          ...this.#sometimes(() => ({
            creatorLimit: { sessions: random.between(1, 3), periodMinutes: random.between(1, 9) },
          })),
        };
      case "updateFleetPortSettings": {
        const fleetId = this.#fleet();
        const rules = this.#ledger.fleets.find(fleetId)?.inboundPermissions ?? [];
        return {
          type,
          fleetId,
          authorizations: random.onceIn(2) ? [this.#rule()] : [],
          revocations: rules.length > 1 && random.onceIn(2) ? [random.pick(rules)] : [],
        };
      }
      case "updateRuntimeConfiguration":
        return { type, fleetId: this.#fleet(), runtime: this.#runtime() };
      case "updateFleetCapacity":
        return {
          type,
          fleetId: this.#fleet(),
          ...this.#sometimes(() => ({ desired: random.between(0, 3) })),
          ...this.#sometimes(() => ({ min: random.between(0, 2) })),
          ...this.#sometimes(() => ({ max: random.between(1, 4) })),
          ...this.#sometimes(() => ({ scalingIntervalMinutes: random.between(3, 12) })),
        };
      case "startAutoScaling":
      case "stopAutoScaling":
      case "putScalingPolicy":
      case "deleteScalingPolicy":
      case "putScalingTimer":
      case "deleteScalingTimer": {
        const id = this.#fleet();
        return scalingWish(type, random, { id, row: this.#ledger.fleets.find(id) }, this.#stage.time.now());
      }
      case "deleteFleet":
        return { type, fleetId: this.#fleet() };
      case "updateInstance": {
        const instanceId = this.#instance();
        const fleetId = random.onceIn(12) ? this.#fleet() : this.#ledger.instances.find(instanceId)?.fleetId;
        return {
          type,
          instanceId,
          fleetId: fleetId ?? this.#fleet(),
          ...this.#sometimes(() => ({ weight: random.pick([0, 1, 5, 10]) })),
          ...this.#sometimes(() => ({ isReserved: random.onceIn(4) })),
        };
      }
      case "createGameServerSession": {
        const fleetId = random.onceIn(6) ? ("fleet-by-name" as FleetId) : this.#fleet();
        const place = random.onceIn(6) ? { aliasId: this.#alias() } : { fleetId };
        return {
          type,
          ...place,
          region: this.#ledger.fleets.find(fleetId)?.region ?? regions[0],
          name: "a game",
          creatorId: random.onceIn(5) ? random.pick(playerIds) : "",
          maxPlayers: random.pick([0, 1, 2, 3, 4, random.onceIn(9) ? 99 : 5]),
          gameProperties: [],
          gameServerSessionData: "",
          idempotencyToken: random.onceIn(6) ? `token-${String(random.below(20))}` : "",
        };
      }
      case "updateGameServerSession":
        return {
          type,
          sessionId: this.#session(),
          ...this.#sometimes(() => ({ name: `game ${String(random.below(100))}` })),
          ...this.#sometimes(() => ({ maxPlayers: random.between(0, 9) })),
          ...this.#sometimes(() => ({ playerSessionCreationPolicy: random.pick(playerSessionCreationPolicies) })),
          ...this.#sometimes(() => ({ protectionPolicy: random.pick(protectionPolicies) })),
        };
      case "joinGameServerSession": {
        const count = random.onceIn(4) ? random.between(2, 4) : 1;
        const players = Array.from({ length: count }, () => ({ playerId: random.pick(playerIds), playerData: "" }));
        return { type, sessionId: this.#session(), players };
      }
      case "endGameServerSessionAndProcess":
        return {
          type,
          target: random.onceIn(3)
            ? { ipAddress: "127.0.0.1", port: this.#ledger.processes.live.get(this.#process())?.clientPort ?? 1 }
            : { sessionId: this.#session() },
        };
      case "endProcess": {
        const endsAtMs = random.onceIn(2) ? null : this.#stage.time.now() + random.between(0, 60_000);
        return { type, processId: this.#process(), endsAtMs, reason: OPERATOR_WANTS };
      }
    }
  }

  #design(assetId: AssetId): FleetDesign {
    const { random } = this.#stage;
    return {
      assetId,
      name: "fleet",
      description: "",
      instanceType: random.pick(["S5.LARGE8", "SA2.SMALL1"]),
      runtime: this.#runtime(),
      inboundPermissions: random.onceIn(6) ? [] : [this.#rule()],
      protectionPolicy: random.pick(protectionPolicies),
      protectionTimeLimitMinutes: random.between(5, 20),
      creatorLimit: { sessions: random.between(1, 3), periodMinutes: random.between(1, 9) },
      tags: [],
      systemDisk: null,
      dataDisks: [],
      bandwidthMbps: 1,
    };
  }

  #runtime(): RuntimeConfiguration {
    const { random } = this.#stage;
    const entry = (launchPath: string) => ({
      launchPath: `/local/game/${launchPath}`,
      parameters: random.onceIn(3) ? "--fast" : "",
      concurrentExecutions: random.between(1, 3),
    });
    return {
      serverProcesses: random.onceIn(3)
        ? [entry("server"), entry(random.pick(["server", "other"]))]
        : [entry("server")],
      activationTimeoutSeconds: random.between(3, 60),
      maxConcurrentActivations: random.onceIn(3) ? random.between(1, 2) : 0,
    };
  }

  #rule(): InboundPermission {
    const { random } = this.#stage;
    const fromPort = random.pick([7_000, 7_050, 8_000]);
    return { protocol: random.pick(["TCP", "UDP"] as const), fromPort, toPort: fromPort + 99, ipRange: "0.0.0.0/0" };
  }

  #routing(): AliasRouting {
    const { random } = this.#stage;
    const fleetId = random.onceIn(9) ? null : this.#fleet();
    if (random.onceIn(5)) return { type: "TERMINAL", fleetId, message: random.onceIn(5) ? "" : "closed" };
    return { type: "SIMPLE", fleetId, message: "" };
  }

  #blob(): string {
    const { random, weather } = this.#stage;
    const taken = [...this.#ledger.assets.live.values()];
    if (taken.length > 0 && random.onceIn(12)) return random.pick(taken).blob;
    const kind = strikes(this.#stage, weather.badPackages) ? random.pick(packageKinds) : "sound";
    return blobOf(kind, ++this.#blobs);
  }

  #region(): string {
    return this.#stage.random.onceIn(4) ? regions[1] : regions[0];
  }

  #alias(): AliasId {
    return this.#oneOf(this.#ledger.aliases) ?? (nobody as string as AliasId);
  }

  #asset(): AssetId {
    return this.#oneOf(this.#ledger.assets) ?? (nobody as string as AssetId);
  }

  #fleet(): FleetId {
    return this.#oneOf(this.#ledger.fleets) ?? (nobody as string as FleetId);
  }

  #instance(): InstanceId {
    return this.#oneOf(this.#ledger.instances) ?? (nobody as string as InstanceId);
  }

  #process(): ProcessId {
    return this.#oneOf(this.#ledger.processes) ?? (nobody as string as ProcessId);
  }

  #session(): GameServerSessionId {
    return this.#oneOf(this.#ledger.sessions) ?? (nobody as string as GameServerSessionId);
  }

  /** Mostly a live one; now and then one that ended. */
  #oneOf<Id extends string>(book: {
    readonly live: ReadonlyMap<string, { readonly id: Id }>;
    readonly past: ReadonlyMap<string, { readonly id: Id }>;
  }): Id | undefined {
    const { random } = this.#stage;
    const rows = random.onceIn(15) ? book.past : book.live;
    if (rows.size === 0) return undefined;
    let left = random.below(rows.size);
    for (const { id } of rows.values()) if (left-- === 0) return id;
    return undefined;
  }

  #sometimes<T extends object>(make: () => T): T | Record<string, never> {
    return this.#stage.random.onceIn(2) ? make() : {};
  }
}
