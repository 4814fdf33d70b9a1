import { DEFAULT_SYSTEM } from "../asset-wire.js";
import { refusalOf } from "../error-codes.js";
import { resourceName } from "../resource-name.js";
import { run, type Action } from "./action.js";
import { checkAssetRegion, packagesOf, valueOf } from "./packages.js";

/** Makes an asset of an uploaded package, which is read to its end first: a broken or harmful one is refused and removed (gse-semantics c.1, d.3). */
export const createAsset: Action<"CreateAsset"> = async (request, context) => {
  const { AssetRegion: region, OperateSystem: operatingSystem, ImageId: imageId = "" } = request;
  checkAssetRegion("CreateAsset", region);
  checkSystem(operatingSystem, imageId);
  const packages = packagesOf("CreateAsset", context);
  const found = valueOf("CreateAsset", await packages.claim({ region, key: request.BucketKey }));
  try {
    const asset = await run("CreateAsset", context, {
      type: "createAsset",
      name: request.AssetName,
      version: request.AssetVersion,
      sizeBytes: found.sizeBytes,
      blob: found.blob,
      tags: (request.Tags ?? []).map(({ Key, Value }) => ({ key: Key, value: Value })),
      ...{ region, operatingSystem, imageId },
    });
    await found.keep();
    return { AssetId: asset.id, AssetArn: resourceName(context.facts, region, "asset", asset.id) };
  } catch (error) {
    found.release();
    throw error;
  }
};

function checkSystem(system: string, imageId: string): void {
  const refuse = (why: string): never => {
    throw refusalOf("CreateAsset", { kind: "invalid-value", message: why });
  };
  if (/windows/i.test(system))
    refuse(
      `the parameter "OperateSystem" is ${JSON.stringify(system)}, and this host runs no Windows: pack a server for Linux`,
    );
  if (system !== DEFAULT_SYSTEM && imageId === "")
    refuse(
      `the parameter "ImageId" is missing: every "OperateSystem" but "${DEFAULT_SYSTEM}" needs it, as DescribeAssetSystems lists them`,
    );
}
