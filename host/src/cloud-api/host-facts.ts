import { availableParallelism, release, totalmem, type } from "node:os";

/** What the host is to its callers, besides what runs on it. */
export interface HostFacts {
  /** The account in names of resources; null as GSE Local wrote them (gse-semantics a). */
  readonly uin: string | null;
  readonly quotas: HostQuotas;
  readonly machine: MachineFacts;
}

/** How much there may be in one region (gse-semantics i). */
export interface HostQuotas {
  readonly assets: number;
  readonly assetBytes: number;
  readonly fleets: number;
  readonly aliases: number;
  readonly queues: number;
  readonly instances: number;
  readonly instancesOfType: number;
}

export interface MachineFacts {
  /** "Linux 6.8.0", 64 characters at most. */
  readonly system: string;
  readonly cpus: number;
  readonly memoryBytes: number;
}

/** What DescribeInstanceTypes calls this machine; a fleet may name any other type, and gets this one. */
export const MACHINE_TYPE = "localhost";

/** The facts of a host with these settings on this machine. */
export const factsOf = ({ uin, quotas }: Pick<HostFacts, "uin" | "quotas">): HostFacts => ({
  uin,
  quotas,
  machine: {
    system: `${type()} ${release()}`.slice(0, 64),
    cpus: availableParallelism(),
    memoryBytes: totalmem(),
  },
});
