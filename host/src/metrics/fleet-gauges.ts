import { Gauge, type Registry } from "prom-client";
import type { ProcessId } from "../model/index.js";
import type { CommandHost } from "../ports/index.js";

/** What a process that the host launched has used and uses; undefined where the system does not tell. */
export type UsageOf = (id: ProcessId) => { readonly cpuMs: number; readonly rssBytes: number } | undefined;

/** What the processes of each fleet cost the machine, asked of the kernel whenever somebody reads the metrics. */
export function addFleetGauges(registry: Registry, host: () => Pick<CommandHost, "live">, usageOf: UsageOf): void {
  const gauge = (name: string, help: string, valueOf: (usage: NonNullable<ReturnType<UsageOf>>) => number): void => {
    new Gauge({
      name,
      help,
      labelNames: ["fleet"],
      registers: [registry],
      collect() {
        const { fleets, launches } = host().live();
        const sums = new Map<string, number>([...fleets].map(({ id }) => [id, 0]));
        for (const { id, fleetId } of launches) {
          const usage = usageOf(id);
          if (usage !== undefined) sums.set(fleetId, (sums.get(fleetId) ?? 0) + valueOf(usage));
        }
        this.reset();
        for (const [fleet, sum] of sums) this.set({ fleet }, sum);
      },
    });
  };
  gauge(
    "gse_fleet_memory_bytes",
    "Memory of the fleet's processes, without those that they started",
    (usage) => usage.rssBytes,
  );
  gauge(
    "gse_fleet_processor_seconds",
    "Processor time that the fleet's processes of now have taken; it falls when one of them ends",
    (usage) => usage.cpuMs / 1_000,
  );
}
