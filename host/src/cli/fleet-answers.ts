import type { ActionTypes } from "../client/index.js";

type Answer<A extends keyof ActionTypes> = ActionTypes[A]["response"];

/** What the cloud API tells of fleets and instances, as commands show it. */
export type Fleet = Answer<"CreateFleet">["FleetAttributes"];
export type FleetCapacity = Answer<"DescribeFleetCapacity">["FleetCapacity"][number];
export type FleetUtilization = Answer<"DescribeFleetUtilization">["FleetUtilization"][number];
export type FleetEvent = Answer<"DescribeFleetEvents">["Events"][number];
export type RuntimeConfiguration = Answer<"DescribeRuntimeConfiguration">["RuntimeConfiguration"];
export type PortRule = Answer<"DescribeFleetPortSettings">["InboundPermissions"][number];
export type Instance = Answer<"DescribeInstancesExtend">["Instances"][number];
