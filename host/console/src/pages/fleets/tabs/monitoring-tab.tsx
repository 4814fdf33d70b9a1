import { Monitoring } from "../../../parts/monitoring/monitoring.js";
import { FleetCharts } from "../monitoring/fleet-charts.js";
import type { TabProps } from "./tab.js";

export function MonitoringTab({ fleet: { FleetId } }: TabProps) {
  return <Monitoring of={{ FleetId }} Charts={FleetCharts} />;
}
