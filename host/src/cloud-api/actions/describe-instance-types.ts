import { MACHINE_TYPE } from "../host-facts.js";
import type { Action } from "./action.js";

const GIB = 1024 ** 3;

/** This machine, as the one type there is. A fleet may name any other, such as S5.LARGE8, and gets this one. */
export const describeInstanceTypes: Action<"DescribeInstanceTypes"> = (_request, { facts: { machine } }) => {
  const memoryGb = Math.max(1, Math.round(machine.memoryBytes / GIB));
  return {
    InstanceTypeList: [
      {
        TypeName: `this machine: ${String(machine.cpus)} CPU, ${String(memoryGb)} GB`,
        InstanceType: MACHINE_TYPE,
        Cpu: machine.cpus,
        Memory: memoryGb,
        // Packets are not counted here.
        NetworkCard: 0,
      },
    ],
  };
};
