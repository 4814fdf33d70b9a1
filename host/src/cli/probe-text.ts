import type { RunningHost } from "../main.js";
import type { Colors } from "./terminal.js";

type Probe = Pick<RunningHost, "udpPing" | "regionLatency" | "apiUrl">;

/** For a log: where the latency probe answers by UDP, and how far regions seem to be; nothing where nothing was asked for. */
export const probeFields = ({ udpPing, regionLatency }: Probe) => ({
  ...(udpPing !== undefined && { udpPing }),
  ...(Object.keys(regionLatency).length > 0 && { regionLatency }),
});

/** The same for a person; undefined where nothing was asked for. */
export function probeText(probe: Probe, { cyan, dim }: Colors): string | undefined {
  const { udpPing, regionLatency, apiUrl } = probe;
  if (Object.keys(probeFields(probe)).length === 0) return undefined;
  const udp = udpPing === undefined ? "" : `${dim(", UDP")} ${cyan(udpPing)}`;
  const regions = Object.entries(regionLatency).map(
    ([region, distance]) => `${region} ${distance === "down" ? "down" : `${String(distance)} ms`}`,
  );
  return [cyan(`${apiUrl}/v1/ping`) + udp, ...(regions.length === 0 ? [] : [dim(regions.join(", "))])].join("  ");
}
