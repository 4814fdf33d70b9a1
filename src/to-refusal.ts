import type { Refused } from "./core/index.js";
import { grpcStatus, GseRefusal } from "./wire/index.js";

/** What the life cycle refuses, as GSE hears it. */
export const toRefusal = ({ code, message }: Refused): GseRefusal =>
  new GseRefusal(grpcStatus.FAILED_PRECONDITION, code, message);
