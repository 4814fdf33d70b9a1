import type { QuotaResource } from "../gen/cloud-api.js";
import type { CommandHost } from "../ports/index.js";
import type { HostFacts } from "./host-facts.js";

/** Assets, fleets, aliases, queues, instances (gse-semantics i). */
export const quotaTypes = [1, 2, 3, 4, 5] as const;
export type QuotaType = (typeof quotaTypes)[number];

export const isQuotaType = (type: number): type is QuotaType => quotaTypes.some((known) => known === type);

/** More than any quota allows. */
const ALL = { offset: 0, limit: 100_000 };

interface Where {
  readonly host: Pick<CommandHost, "reads">;
  readonly region: string;
  readonly facts: Pick<HostFacts, "quotas">;
}

/** A quota and what is left of it at this moment. */
export function quotaOf(type: QuotaType, { host: { reads }, region, facts: { quotas } }: Where): QuotaResource {
  const quota = (limit: number, used: number, extra = ""): QuotaResource => ({
    ResourceType: type,
    HardLimit: limit,
    Remaining: Math.max(0, limit - used),
    ExtraInfo: extra,
  });
  switch (type) {
    case 1: {
      const { rows, total } = reads.assets({ region }, ALL);
      const usedBytes = rows.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
      return quota(quotas.assets, total, assetSpace(quotas.assetBytes, usedBytes));
    }
    case 2:
      return quota(quotas.fleets, reads.fleets({ region }, { offset: 0, limit: 1 }).total);
    case 3:
      return quota(quotas.aliases, reads.aliases({ region }, { offset: 0, limit: 1 }).total);
    case 4:
      return quota(quotas.queues, reads.queues({ region }, { offset: 0, limit: 1 }).total);
    case 5: {
      const most = reads.fleets({ region }, ALL).rows.reduce((sum, { capacity }) => sum + capacity.max, 0);
      return quota(quotas.instances, most);
    }
  }
}

/** In bytes, under GSE's own misspelt names (gse-semantics a). */
const assetSpace = (limit: number, used: number): string =>
  JSON.stringify({ AssertCapacityQuota: limit, AssertCapacitySurplus: Math.max(0, limit - used) });
