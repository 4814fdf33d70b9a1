import { BasicTab } from "./basic-tab.js";
import { EventsTab } from "./events-tab.js";
import { InstancesTab } from "./instances-tab.js";
import { MonitoringTab } from "./monitoring-tab.js";
import { PortsTab } from "./ports-tab.js";
import { ProcessesTab } from "./processes-tab.js";
import { ScalingTab } from "./scaling-tab.js";
import { SessionsTab } from "./sessions-tab.js";
import type { Tab } from "./tab.js";

/** As GSE's console had them (gse-semantics k). */
export const tabs: readonly Tab[] = [
  { path: "", name: "basic", Content: BasicTab },
  { path: "processes", name: "tabProcesses", Content: ProcessesTab },
  { path: "instances", name: "tabInstances", Content: InstancesTab },
  { path: "sessions", name: "tabSessions", Content: SessionsTab },
  { path: "events", name: "tabEvents", Content: EventsTab },
  { path: "ports", name: "tabPorts", Content: PortsTab },
  { path: "scaling", name: "tabScaling", Content: ScalingTab },
  { path: "monitoring", name: "tabMonitoring", Content: MonitoringTab },
];
