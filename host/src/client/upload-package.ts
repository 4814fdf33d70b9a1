import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import * as http from "node:http";
import * as https from "node:https";
import type { Clock } from "./clock.js";
import type { CloudApiClient } from "./cloud-api-client.js";
import { parseEndpoint } from "./endpoint.js";
import { CloudApiError, HostUnreachableError } from "./errors.js";
import { systemClock } from "./system-clock.js";

export interface UploadOptions {
  /** Path of the package, a ZIP archive. */
  readonly file: string;
  /** What CreateAsset will call it; one that no asset has. */
  readonly bucketKey: string;
  /** Where its asset shall be. */
  readonly assetRegion: string;
  readonly onProgress?: ((sentBytes: number, allBytes: number) => void) | undefined;
  /** The upload rejects with its reason when it is aborted; then nothing of it is kept. */
  readonly signal?: AbortSignal | undefined;
  /** How long nothing may go on, in milliseconds; default 120,000. */
  readonly idleTimeoutMs?: number | undefined;
  /** Default: the machine's. */
  readonly clock?: Clock | undefined;
}

const IDLE_MS = 120_000;

/**
 * Sends a package to the host, as one piece and in bounded memory: GetUploadCredentials, then PUT to its `/cos`. It is
 * the host's for a day; CreateAsset makes an asset of it.
 * @throws CloudApiError when the host refused it, with a code of the action or of COS; HostUnreachableError; what the disk says;
 *   `signal.reason`
 */
export async function uploadPackage(client: CloudApiClient, options: UploadOptions): Promise<void> {
  const { file, bucketKey, assetRegion, signal } = options;
  const { size } = await stat(file);
  const grant = await client.call(
    "GetUploadCredentials",
    { AssetRegion: assetRegion, BucketKey: bucketKey },
    { signal },
  );
  const path = `/cos/${grant.BucketName}/${encodedPath(bucketKey)}`;
  const answer = await put(client.endpoint, path, grant.BucketAuth, size, options).catch((error: unknown) => {
    signal?.throwIfAborted();
    throw error;
  });
  if (answer.status !== 200) throw refusalOf(answer, client.endpoint);
  if (answer.etag !== `"${answer.sentMd5}"`)
    throw new HostUnreachableError(
      client.endpoint,
      `what ${client.endpoint} stored is not what was sent: something on the way changes it; upload it again`,
    );
}

interface PutAnswer {
  readonly status: number;
  readonly body: string;
  readonly etag: string;
  readonly requestId: string;
  readonly sentMd5: string;
}

function put(
  endpointText: string,
  path: string,
  authorization: string,
  size: number,
  { file, signal, onProgress, idleTimeoutMs = IDLE_MS, clock = systemClock }: UploadOptions,
): Promise<PutAnswer> {
  const endpoint = parseEndpoint(endpointText);
  const { request } = endpoint.isTls ? https : http;
  const digest = createHash("md5");
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const content = createReadStream(file);
    const outgoing = request({
      ...{ host: endpoint.connectTo, port: endpoint.port, method: "PUT", path, agent: false },
      headers: {
        ...{ authorization, "content-type": "application/zip", "content-length": size },
        host: new URL(endpointText).host,
      },
    });
    const giveUp = (): void => {
      breakOff(new Error(`nothing went on for ${String(idleTimeoutMs)} ms`));
    };
    let timer = clock.setTimeout(giveUp, idleTimeoutMs);
    const abort = (): void => {
      breakOff(new Error("it was aborted"));
    };
    const over = (): void => {
      clock.clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
      content.destroy();
      outgoing.destroy();
    };
    const breakOff = (cause: Error): void => {
      over();
      const message = `the upload to ${endpointText} broke off: ${cause.message}`;
      reject(new HostUnreachableError(endpointText, message, { cause }));
    };
    signal?.addEventListener("abort", abort, { once: true });

    let sentBytes = 0;
    content.on("data", (chunk: string | Buffer) => {
      digest.update(chunk);
      sentBytes += chunk.length;
      onProgress?.(sentBytes, size);
      clock.clearTimeout(timer);
      timer = clock.setTimeout(giveUp, idleTimeoutMs);
    });
    content.on("error", (error) => {
      over();
      reject(error);
    });
    outgoing.on("error", breakOff);
    outgoing.on("response", (incoming) => {
      // Whatever was not sent by now is not wanted.
      content.destroy();
      let body = "";
      incoming.setEncoding("utf8");
      incoming.on("data", (text: string) => (body += text));
      incoming.on("error", breakOff);
      incoming.on("end", () => {
        over();
        const { etag = "", "x-cos-request-id": requestId = "" } = incoming.headers;
        const sentMd5 = digest.digest("hex");
        resolve({ status: incoming.statusCode ?? 0, body, etag, requestId: String(requestId), sentMd5 });
      });
    });
    content.pipe(outgoing);
  });
}

function refusalOf({ status, body, requestId }: PutAnswer, endpoint: string): Error {
  const [, code] = /<Code>([^<]*)<\/Code>/.exec(body) ?? [];
  const [, message = ""] = /<Message>([^<]*)<\/Message>/.exec(body) ?? [];
  if (code === undefined)
    return new HostUnreachableError(
      endpoint,
      `what answers at ${endpoint} takes no packages: it sent HTTP ${String(status)}; is it a gse-host?`,
    );
  const text = message.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
  return new CloudApiError(code, text, requestId, "PUT Object");
}

const encodedPath = (key: string): string => key.split("/").map(encodeURIComponent).join("/");
