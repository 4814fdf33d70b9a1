import { ApiError, HostGoneError } from "./api-error.js";
import type { Gse } from "./gse.js";

export interface UploadOrder {
  /** A ZIP archive. */
  readonly content: Blob;
  /** What CreateAsset will call it; one that no asset has. */
  readonly bucketKey: string;
  readonly region: string;
  readonly onProgress?: (sentBytes: number, allBytes: number) => void;
  /** The upload rejects with its reason when it is aborted; then nothing of it is kept. */
  readonly signal?: AbortSignal;
}

/**
 * Sends a package to the host: GetUploadCredentials, then PUT to its `/cos`. CreateAsset makes an asset of it.
 * @throws ApiError when the host refused it, with a code of the action or of COS; HostGoneError; `signal.reason`
 */
export async function uploadPackage(gse: Gse, order: UploadOrder): Promise<void> {
  const { region, bucketKey } = order;
  const request = { AssetRegion: region, BucketKey: bucketKey };
  const { BucketName, BucketAuth } = await gse.call("GetUploadCredentials", request, { region, signal: order.signal });
  const key = bucketKey.split("/").map(encodeURIComponent).join("/");
  await put(`/cos/${BucketName}/${key}`, BucketAuth, order);
}

/** By XMLHttpRequest, because fetch does not tell how far it is. */
function put(path: string, authorization: string, { content, onProgress, signal }: UploadOrder): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const abort = (): void => {
      request.abort();
    };
    request.open("PUT", path);
    request.setRequestHeader("authorization", authorization);
    request.setRequestHeader("content-type", "application/zip");
    request.upload.onprogress = ({ loaded, total }) => onProgress?.(loaded, total);
    request.onload = () => {
      if (request.status === 200) resolve();
      else reject(refusalOf(request));
    };
    request.onerror = () => reject(new HostGoneError("the upload broke off"));
    request.onabort = () =>
      reject(signal?.reason instanceof Error ? signal.reason : new Error("the upload was stopped"));
    request.onloadend = () => signal?.removeEventListener("abort", abort);
    signal?.addEventListener("abort", abort, { once: true });
    request.send(content);
  });
}

/** COS answers in XML. */
function refusalOf(request: XMLHttpRequest): Error {
  const answer = new DOMParser().parseFromString(request.responseText, "application/xml");
  const code = answer.querySelector("Error > Code")?.textContent;
  if (code === undefined) return new HostGoneError(`the upload was answered by HTTP ${request.status}`);
  const text = (name: string): string => answer.querySelector(`Error > ${name}`)?.textContent ?? "";
  return new ApiError(code, text("Message"), text("RequestId"));
}
