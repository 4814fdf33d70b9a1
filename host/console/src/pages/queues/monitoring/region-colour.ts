import type { Series } from "../../../parts/chart/time-chart.js";
import { regionNames } from "../../../parts/region-names.js";

/** Those that are named first differ most. */
const colours: readonly Series["colour"][] = [
  "--td-brand-color",
  "--td-success-color",
  "--td-warning-color",
  "--td-error-color",
  "--td-text-color-placeholder",
  "--td-brand-color-4",
  "--td-success-color-4",
  "--td-warning-color-4",
  "--td-error-color-4",
  "--td-text-color-secondary",
  "--td-brand-color-9",
  "--td-success-color-9",
  "--td-warning-color-9",
  "--td-error-color-9",
  "--td-text-color-primary",
];

const regions = Object.keys(regionNames.en);

/** A region has its own, wherever a queue leads besides. */
export const regionColour = (region: string): Series["colour"] =>
  colours[regions.indexOf(region)] ?? "--td-text-color-placeholder";
