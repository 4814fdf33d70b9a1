import { describe, expect, test } from "vitest";
import { rawZip } from "../archive/support.js";
import { useCosSdk } from "../cos/use-object-store.js";
import { textLike } from "../support/text-like.js";
import { facts } from "./support/catalogue.js";
import { refusal } from "./support/refusal.js";
import { assetOf, chatZip, region, useAssetApi } from "./support/use-asset-api.js";
import { useCloudApi } from "./support/use-cloud-api.js";
import { codeOf, useTencentSdk } from "./support/use-tencent-sdk.js";

const namesOf = (name: string): readonly string[] => facts.structures[name]!.fields.map((field) => field.name).sort();

describe("CreateAsset", () => {
  test("makes an asset of a package that was sent as GSE's documentation says", async () => {
    const api = await useAssetApi();
    await api.upload("server.zip");
    const { AssetId, AssetArn } = await api.sdk.CreateAsset({
      ...assetOf("server.zip"),
      Tags: [{ Key: "team", Value: "red" }],
    });
    expect(AssetId).toMatch(/^asset-[0-9a-z]{8}$/);
    expect(AssetArn).toBe(`qcs::gse:ap-shanghai:uin/100000000001:asset/${AssetId}`);
    const { Asset: asset } = await api.sdk.DescribeAsset({ AssetId });
    expect(asset).toEqual({
      AssetId,
      AssetName: "chat",
      AssetVersion: "1.0",
      OperateSystem: "CentOS7.16",
      Stauts: 2,
      Size: `${chatZip.length}`,
      CreateTime: textLike(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/),
      BindFleetNum: 0,
      AssetArn,
      ImageId: "",
      OsType: "CentOS",
      ResourceType: "ASSET",
      SharingStatus: "UNKNOWN_SHARED",
      Tags: [{ Key: "team", Value: "red" }],
    });
    expect(Object.keys(asset ?? {}).sort()).toEqual(namesOf("Asset"));
  });

  test("makes one of a package that COS's own SDK sent with temporary keys", async () => {
    const api = await useAssetApi();
    const { AssetCredentials: keys, ExpiredTime } = await api.sdk.GetUploadFederationToken();
    expect(Object.keys(keys ?? {}).sort()).toEqual(namesOf("AssetCredentials"));
    expect(ExpiredTime).toBeGreaterThan(Date.now() / 1000 + 1_700);
    const cos = useCosSdk(api.address, {
      SecretId: keys?.TmpSecretId ?? "",
      SecretKey: keys?.TmpSecretKey ?? "",
      SecurityToken: keys?.Token ?? "",
    });
    const { BucketName = "" } = await api.sdk.GetUploadCredentials({ AssetRegion: region, BucketKey: "chat.zip" });
    const at = { Bucket: BucketName, Region: region, Key: "chat.zip" };
    const { UploadId } = await cos.multipartInit(at);
    const { ETag } = await cos.multipartUpload({ ...at, UploadId, PartNumber: 1, Body: chatZip });
    await cos.multipartComplete({ ...at, UploadId, Parts: [{ PartNumber: 1, ETag }] });
    const { AssetId } = await api.sdk.CreateAsset(assetOf("chat.zip"));
    expect(await api.sdk.DescribeAsset({ AssetId })).toMatchObject({ Asset: { Stauts: 2 } });
  });

  test("gives temporary keys that open nothing but the store", async () => {
    const api = await useAssetApi();
    const { AssetCredentials: keys } = await api.sdk.GetUploadFederationToken();
    const { TmpSecretId: secretId = "", TmpSecretKey: secretKey = "", Token: token } = keys ?? {};
    const sdk = useTencentSdk(api.address, { secretId, secretKey, token });
    expect(await codeOf(sdk.DescribeUserQuotas())).toMatch(/^AuthFailure\./);
  });

  test("refuses what was never sent, what was sent to another region, and a region that there is not", async () => {
    const api = await useAssetApi();
    await api.upload("a.zip");
    const refused = await refusal(api, "CreateAsset", assetOf("b.zip"));
    expect(refused).toMatchObject({ code: "ResourceNotFound", message: textLike(/key "b.zip".*GetUploadCredentials/) });
    const elsewhere = { ...assetOf("a.zip"), AssetRegion: "ap-beijing" };
    expect(await refusal(api, "CreateAsset", elsewhere)).toMatchObject({ code: "ResourceNotFound" });
    const nowhere = { ...assetOf("a.zip"), AssetRegion: "ap-atlantis" };
    expect(await refusal(api, "CreateAsset", nowhere)).toMatchObject({ code: "InvalidParameter" });
    await api.sdk.CreateAsset(assetOf("a.zip"));
  });

  test("refuses a key that is an asset's, until that is deleted", async () => {
    const api = await useAssetApi();
    await api.upload("a.zip");
    const { AssetId } = await api.sdk.CreateAsset(assetOf("a.zip"));
    const taken = { code: "ResourceUnavailable", message: textLike(/"a.zip" already: upload under another key/) };
    expect(await refusal(api, "CreateAsset", assetOf("a.zip"))).toMatchObject(taken);
    const grant = { AssetRegion: region, BucketKey: "a.zip" };
    expect(await refusal(api, "GetUploadCredentials", grant)).toMatchObject({ code: "FailedOperation" });
    await api.sdk.DeleteAsset({ AssetId });
    expect(api.packages()).toBe(0);
    await api.upload("a.zip");
    await api.sdk.CreateAsset(assetOf("a.zip"));
  });

  test("refuses a package that cannot be unpacked or would do harm, and keeps nothing of it", async () => {
    const api = await useAssetApi();
    for (const [bytes, message] of [
      [Buffer.from("no archive"), /no ZIP archive/],
      [rawZip([{ name: "../x" }]), /"\.\.\/x" leaves the folder/],
      [rawZip([{ name: "empty/" }]), /no files/],
    ] as const) {
      await api.upload("a.zip", bytes);
      const refused = await refusal(api, "CreateAsset", assetOf("a.zip"));
      expect(refused).toMatchObject({ code: "FailedOperation", message: textLike(message) });
      expect(api.packages()).toBe(0);
    }
  });

  test("makes one asset when it is called twice at once", async () => {
    const api = await useAssetApi();
    await api.upload("a.zip");
    const both = await Promise.allSettled([1, 2].map(() => api.sdk.CreateAsset(assetOf("a.zip"))));
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await api.sdk.DescribeAssets({ AssetRegion: region, Offset: 0, Limit: 10 })).toMatchObject({
      TotalCount: 1,
    });
  });

  test("asks for the image of any system but the usual one, and takes those that DescribeAssetSystems lists", async () => {
    const api = await useAssetApi();
    await api.upload("a.zip");
    const asked = { ...assetOf("a.zip"), OperateSystem: "Debian 12" };
    expect(await refusal(api, "CreateAsset", asked)).toMatchObject({ message: textLike(/"ImageId" is missing/) });
    const windows = { ...assetOf("a.zip"), OperateSystem: "Windows Server 2012 R2", ImageId: "img-1" };
    expect(await refusal(api, "CreateAsset", windows)).toMatchObject({ message: textLike(/runs no Windows/) });
    const { AssetSupportSys: [system] = [] } = await api.sdk.DescribeAssetSystems({ OsType: "CentOS", OsBit: 64 });
    expect(system).toEqual({ ImageId: "img-localhost", OsType: "CentOS", OsBit: 64, OsVersion: "Linux 6.8.0" });
    const { AssetId } = await api.sdk.CreateAsset({
      ...assetOf("a.zip"),
      OperateSystem: system?.OsVersion ?? "",
      ImageId: system?.ImageId ?? "",
    });
    const { Asset: asset } = await api.sdk.DescribeAsset({ AssetId });
    expect(asset).toMatchObject({ OperateSystem: "Linux 6.8.0", ImageId: "img-localhost" });
    expect(await api.sdk.DescribeAssetSystems({ OsType: "Windows" })).toMatchObject({ AssetSupportSys: [] });
    expect(await api.sdk.DescribeAssetSystems({ OsBit: 32 })).toMatchObject({ AssetSupportSys: [] });
  });

  test("can be called again when the disk refused the change", async () => {
    const api = await useAssetApi();
    await api.upload("a.zip");
    api.journal.isFull = true;
    expect(await codeOf(api.sdk.CreateAsset(assetOf("a.zip")))).toBe("InternalError");
    api.journal.isFull = false;
    await api.sdk.CreateAsset(assetOf("a.zip"));
  });

  test("is refused where no packages are taken", async () => {
    const api = await useCloudApi();
    const refused = await refusal(api, "GetUploadFederationToken", {});
    expect(refused).toMatchObject({ message: textLike(/this GSE takes no packages/) });
  });
});

describe("DescribeAssets", () => {
  test("lists a region's assets page by page, newest first", async () => {
    const api = await useAssetApi();
    const ids: string[] = [];
    for (const name of ["one", "two", "three"]) ids.unshift(await api.create(name));
    const page = async (Offset: number, Limit: number) => {
      const found = await api.sdk.DescribeAssets({ AssetRegion: region, Offset, Limit });
      return [found.TotalCount, (found.Assets ?? []).map(({ AssetId }) => AssetId)];
    };
    expect(await page(0, 2)).toEqual([3, ids.slice(0, 2)]);
    expect(await page(1, 2)).toEqual([3, ids.slice(2)]);
    expect(await page(2, 2)).toEqual([3, []]);
    expect(await page(0, 0)).toEqual([3, []]);
    const elsewhere = await api.sdk.DescribeAssets({ AssetRegion: "ap-beijing", Offset: 0, Limit: 10 });
    expect(elsewhere).toMatchObject({ TotalCount: 0, Assets: [] });
    for (const wrong of [
      { Offset: -1, Limit: 1 },
      { Offset: 0, Limit: -1 },
    ])
      expect(await refusal(api, "DescribeAssets", { AssetRegion: region, ...wrong })).toMatchObject({
        code: "InvalidParameter",
      });
  });

  test("finds them by text, name, id and tags", async () => {
    const api = await useAssetApi();
    const red = await api.create("red chat", { Tags: [{ Key: "team", Value: "red" }] });
    const blue = await api.create("blue chat", { Tags: [{ Key: "team", Value: "blue" }] });
    const find = async (how: object): Promise<readonly string[]> => {
      const found = await api.sdk.DescribeAssets({ AssetRegion: region, Offset: 0, Limit: 10, ...how });
      return (found.Assets ?? []).map(({ AssetId }) => AssetId);
    };
    expect(await find({ Filter: "red" })).toEqual([red]);
    expect(await find({ Filter: blue.slice(3) })).toEqual([blue]);
    expect(await find({ Filters: [{ Key: "resource:name", Values: ["red chat"] }] })).toEqual([red]);
    expect(await find({ Filters: [{ Key: "resource:resourceId", Values: [blue] }] })).toEqual([blue]);
    expect(await find({ Filters: [{ Key: "tag:key-value", Values: ["team:blue"] }] })).toEqual([blue]);
    expect(await find({ Filters: [{ Key: "tag:key", Values: ["team"] }] })).toEqual([blue, red]);
  });
});

describe("UpdateAsset and DeleteAsset", () => {
  test("give it another name and version", async () => {
    const api = await useAssetApi();
    const AssetId = await api.create();
    await api.sdk.UpdateAsset({ AssetId, AssetName: "talk", AssetVersion: "2.0" });
    const { Asset: asset } = await api.sdk.DescribeAsset({ AssetId });
    expect(asset).toMatchObject({ AssetName: "talk", AssetVersion: "2.0", OperateSystem: "CentOS7.16" });
  });

  test("do not know one that was deleted, or never was", async () => {
    const api = await useAssetApi();
    const AssetId = await api.create();
    await api.sdk.DeleteAsset({ AssetId });
    for (const id of [AssetId, "asset-00000000"]) {
      expect(await refusal(api, "DescribeAsset", { AssetId: id })).toMatchObject({ code: "ResourceNotFound" });
      expect(await refusal(api, "DeleteAsset", { AssetId: id })).toMatchObject({ code: "ResourceNotFound" });
      const update = { AssetId: id, AssetName: "a", AssetVersion: "1" };
      expect(await refusal(api, "UpdateAsset", update)).toMatchObject({ code: "ResourceNotFound" });
    }
  });

  test("delete none of which there is a fleet", async () => {
    const api = await useAssetApi();
    const AssetId = await api.create();
    await api.fleet({ AssetId });
    expect(await api.sdk.DescribeAsset({ AssetId })).toMatchObject({ Asset: { BindFleetNum: 1 } });
    const refused = { code: "ResourceInUse", message: textLike(/1 fleet is made of it; delete it first/) };
    expect(await refusal(api, "DeleteAsset", { AssetId })).toMatchObject(refused);
    expect(api.packages()).toBe(1);
  });
});

describe("UpdateBucketCORSOpt", () => {
  test("lets web pages upload", async () => {
    const api = await useAssetApi();
    const { BucketName = "" } = await api.sdk.GetUploadCredentials({ AssetRegion: region, BucketKey: "a" });
    const ask = async (): Promise<string | null> => {
      const headers = { origin: "https://a.example", "access-control-request-method": "PUT" };
      const answer = await fetch(`http://${api.address}/cos/${BucketName}/a`, { method: "OPTIONS", headers });
      return answer.headers.get("access-control-allow-origin");
    };
    expect(await ask()).toBeNull();
    await api.sdk.UpdateBucketCORSOpt({ AllowedOrigins: ["https://a.example"], AllowedMethods: ["PUT"] });
    expect(await ask()).toBe("https://a.example");
  });
});

describe("what one machine cannot do", () => {
  test("is refused under the catalogue's code", async () => {
    const api = await useAssetApi();
    expect(await codeOf(api.sdk.UpdateBucketAccelerateOpt({ Allowed: true }))).toBe("OperationDenied");
    const image = {
      ...{ AssetName: "a", AssetVersion: "1", AssetRegion: region, ImageId: "img-1", ImageSize: "40GB" },
      ...{ ImageOs: "CentOS", OsType: "CentOS", ImageType: "SHARED_IMAGE", OsBit: 64 },
    };
    expect(await codeOf(api.sdk.CreateAssetWithImage(image))).toBe("UnsupportedOperation");
  });
});
