import { OS_TYPE } from "../asset-wire.js";
import type { Action } from "./action.js";

/** The one system that game servers find here: this machine's. */
export const describeAssetSystems: Action<"DescribeAssetSystems"> = ({ OsType = "", OsBit }, { facts }) => {
  const system = { ImageId: "img-localhost", OsType: OS_TYPE, OsBit: 64, OsVersion: facts.machine.system };
  const isAsked = ["", system.OsType].includes(OsType) && [undefined, system.OsBit].includes(OsBit);
  return { AssetSupportSys: isAsked ? [system] : [] };
};
