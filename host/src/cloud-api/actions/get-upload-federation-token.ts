import type { Action } from "./action.js";
import { packagesOf } from "./packages.js";

/** Keys with which COS's SDK can upload packages to this host, at once or in parts, for half an hour; they open nothing else. */
export const getUploadFederationToken: Action<"GetUploadFederationToken"> = (_request, context) => {
  const keys = packagesOf("GetUploadFederationToken", context).temporaryKeys();
  return {
    ExpiredTime: Math.floor(keys.expiresAtMs / 1000),
    AssetCredentials: { TmpSecretId: keys.secretId, TmpSecretKey: keys.secretKey, Token: keys.token },
  };
};
