import type { HostFacts } from "./host-facts.js";

/** `qcs::gse:ap-shanghai:uin/100000000001:fleet/fleet-…`; in the manner of GSE Local `qcs::gse:local::fleet/fleet-…` (gse-semantics a). */
export const resourceName = (
  { uin }: Pick<HostFacts, "uin">,
  region: string,
  kind: "alias" | "asset" | "fleet" | "queue",
  id: string,
): string => `qcs::gse:${uin === null ? "local:" : `${region}:uin/${uin}`}:${kind}/${id}`;
