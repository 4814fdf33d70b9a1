import type { FieldSpec } from "../../../api/catalogue.js";

/** A whole number where the catalogue has no limits, because the host's depend on other fields; both ends included. */
export const whole = (min: number, max?: number): FieldSpec => ({
  ...{ name: "", type: "integer", min },
  ...(max !== undefined && { max }),
});
