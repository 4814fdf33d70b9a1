import { toWirePlacement } from "../cloud-api/index.js";
import type { Placement } from "../model/index.js";

/** A placement as the console shows it: that of the cloud API, and why it came to nothing, for which that has no word. */
export const placementRow = (placement: Placement) => ({
  ...toWirePlacement(placement),
  StatusReason: placement.statusReason,
});
