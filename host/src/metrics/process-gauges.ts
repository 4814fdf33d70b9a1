import { readdirSync } from "node:fs";
import { Counter, Gauge, type Registry } from "prom-client";

/** The host's own processor time and memory, under the names that every Prometheus client uses. */
export function addProcessGauges(registry: Registry, startedAtMs: number): void {
  new Counter({
    name: "process_cpu_seconds_total",
    help: "Processor time that the host has taken, user and system",
    registers: [registry],
    collect() {
      const { user, system } = process.cpuUsage();
      this.reset();
      this.inc((user + system) / 1_000_000);
    },
  });
  new Gauge({
    name: "process_resident_memory_bytes",
    help: "Memory of the host",
    registers: [registry],
    collect() {
      this.set(process.memoryUsage.rss());
    },
  });
  new Gauge({
    name: "nodejs_heap_size_used_bytes",
    help: "Of it, JavaScript objects",
    registers: [registry],
    collect() {
      this.set(process.memoryUsage().heapUsed);
    },
  });
  new Gauge({
    name: "process_start_time_seconds",
    help: "When the host began, in seconds since 1970",
    registers: [registry],
  }).set(startedAtMs / 1_000);
  new Gauge({
    name: "process_open_fds",
    help: "Files, sockets and the like that the host has open; absent where the system does not tell",
    registers: [registry],
    collect() {
      try {
        // The folder itself is open while it is read.
        this.set(readdirSync("/proc/self/fd").length - 1);
      } catch {
        this.reset();
      }
    },
  });
}
