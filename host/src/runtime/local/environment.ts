import { resolve } from "node:path";
import type { FleetId, InboundPermission, InstanceId, Launch } from "../../model/index.js";
import type { Account } from "./accounts.js";

export type Environment = Readonly<Record<string, string | undefined>>;

/** What is handed on of the host's own environment. Everything else stays with the host: its secrets are there. */
const handedOn = /^(PATH|HOME|USER|LOGNAME|SHELL|LANG|LANGUAGE|LC_[A-Z]+|TZ|TMPDIR)$/;
const usualPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/** What every program of an instance finds; also how a later host knows it for one of this instance's. */
export interface InstanceFacts {
  readonly fleetId: FleetId;
  readonly instanceId: InstanceId;
  readonly gameDir: string;
}

/** For `install.sh`. */
export const instanceEnvironment = (own: Environment, facts: InstanceFacts, account?: Account): Environment => ({
  PATH: usualPath,
  ...Object.fromEntries(Object.entries(own).filter(([name]) => handedOn.test(name))),
  ...(account && { HOME: account.home, USER: account.user, LOGNAME: account.user }),
  GSE_FLEET_ID: facts.fleetId,
  GSE_INSTANCE_ID: facts.instanceId,
  GSE_GAME_DIR: facts.gameDir,
});

export interface ProcessFacts extends InstanceFacts {
  readonly launch: Launch;
  readonly agentAddress: string;
  readonly inboundPermissions: readonly InboundPermission[];
}

/** For a game server process. */
export function processEnvironment(own: Environment, facts: ProcessFacts, account?: Account): Environment {
  const { launch, agentAddress, inboundPermissions } = facts;
  const portRange = clientPortRange(inboundPermissions);
  return {
    ...instanceEnvironment(own, facts, account),
    GSE_PROCESS_ID: launch.id,
    GSE_PROCESS_TOKEN: launch.token,
    GSE_AGENT_ADDRESS: fromAnyFolder(agentAddress),
    ...(portRange !== undefined && { GSE_CLIENT_PORT_RANGE: portRange }),
  };
}

/**
 * Where the process may choose its client port: the widest range that the fleet lets players reach, the lowest of those that
 * are equally wide. Several are not joined, for a process that takes its port from a gap would not be reached.
 */
export function clientPortRange(permissions: readonly InboundPermission[]): string | undefined {
  const width = ({ fromPort, toPort }: InboundPermission): number => toPort - fromPort;
  const [widest] = [...permissions].sort((a, b) => width(b) - width(a) || a.fromPort - b.fromPort);
  return widest && `${String(widest.fromPort)}-${String(widest.toPort)}`;
}

/** A socket's path may be relative to the host's folder, which is not the process's. */
const fromAnyFolder = (address: string): string =>
  address.startsWith("unix:") && !address.startsWith("unix://") ? `unix:${resolve(address.slice(5))}` : address;
