import type { Action } from "./action.js";
import { packagesOf } from "./packages.js";

/** Says which web pages may upload packages; holds at once and for all regions, in place of what held before. */
export const updateBucketCorsOpt: Action<"UpdateBucketCORSOpt"> = async (request, context) => {
  await packagesOf("UpdateBucketCORSOpt", context).setBrowserRules({
    allowedOrigins: request.AllowedOrigins,
    allowedMethods: request.AllowedMethods,
    allowedHeaders: request.AllowedHeaders ?? [],
    exposedHeaders: request.ExposeHeaders ?? [],
    maxAgeSeconds: Math.max(0, request.MaxAgeSeconds ?? 0),
  });
  return {};
};
