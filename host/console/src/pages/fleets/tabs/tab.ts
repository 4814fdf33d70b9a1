import type { ComponentType } from "react";
import type { FleetAttributes } from "../../../api/catalogue.js";
import type { fleetWords } from "../words.js";

export interface TabProps {
  readonly fleet: FleetAttributes;
}

/** One part of what there is to see of a fleet. */
export interface Tab {
  /** Behind `/fleets/<id>/`; the first has none. */
  readonly path: string;
  readonly name: "basic" | Extract<keyof (typeof fleetWords)["en"], `tab${string}`>;
  readonly Content: ComponentType<TabProps>;
}
