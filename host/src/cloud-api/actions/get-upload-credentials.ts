import type { Action } from "./action.js";
import { checkAssetRegion, packagesOf, valueOf } from "./packages.js";

/** A signature for the PUT of one package to this host's `/cos/<BucketName>/<BucketKey>`, good for 360 seconds (gse-semantics b.4, d.3). */
export const getUploadCredentials: Action<"GetUploadCredentials"> = ({ AssetRegion, BucketKey }, context) => {
  checkAssetRegion("GetUploadCredentials", AssetRegion);
  const packages = packagesOf("GetUploadCredentials", context);
  const grant = valueOf("GetUploadCredentials", packages.grant({ region: AssetRegion, key: BucketKey }));
  return { BucketAuth: grant.authorization, BucketName: grant.bucket, AssetRegion };
};
