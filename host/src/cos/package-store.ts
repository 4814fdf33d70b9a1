import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { ArchiveError, inspectArchive, type ArchiveLimits } from "../archive/index.js";
import { BlobError, Uploads, writeDurably, type ClaimedUpload } from "../blobs/index.js";
import type { RefusalKind, Reply } from "../model/index.js";
import type {
  BrowserRules,
  ClaimedPackage,
  Clock,
  PackageAddress,
  Packages,
  TemporaryKeys,
  UploadGrant,
} from "../ports/index.js";
import { TemporaryKeyRing } from "../temporary-keys.js";
import type { KeyPair } from "./authorize.js";
import { readBrowserRules } from "./browser-rules.js";
import { bucketOf, objectKey } from "./buckets.js";
import { pathOf } from "./cos-request.js";
import { serveUploads } from "./serve-uploads.js";
import { authorizationOf } from "./signature.js";

export interface PackageStoreOptions {
  /** The packages lie in `<dataDir>/blobs`, each under the name that its asset says. */
  readonly dataDir: string;
  readonly clock: Clock;
  readonly uuid: () => string;
  readonly credentials: KeyPair;
  /** What assets are made of. */
  readonly assetBlobs: readonly string[];
  /** Of one package; default 4 GiB. */
  readonly maxUploadBytes?: number;
  /** Of all packages (gse-semantics i). */
  readonly maxTotalBytes: number;
  readonly archiveLimits?: Partial<ArchiveLimits>;
  readonly onFault: (doing: string, error: unknown) => void;
}

const DEFAULT_MAX_UPLOAD_BYTES = 4 * 1024 ** 3;
/** gse-semantics b.4 */
const GRANT_LASTS_S = 360;
/** Half an hour, as the token service of Tencent's cloud has it by default. */
const TEMPORARY_KEYS_LAST_MS = 1_800_000;

/** Uploads of this host, how they may be sent, and what is looked at before an asset is made of them. */
export class PackageStore implements Packages {
  readonly #options: PackageStoreOptions;
  readonly #uploads: Uploads;
  readonly #temporaryKeys: TemporaryKeyRing;
  #rules: BrowserRules;

  private constructor(options: PackageStoreOptions, uploads: Uploads, rules: BrowserRules) {
    this.#options = options;
    this.#uploads = uploads;
    this.#temporaryKeys = new TemporaryKeyRing({
      purpose: "upload",
      secretKey: options.credentials.secretKey,
      lastMs: TEMPORARY_KEYS_LAST_MS,
    });
    this.#rules = rules;
  }

  /** Takes up what was uploaded before, and clears away what nobody needs. */
  static async open(options: PackageStoreOptions): Promise<PackageStore> {
    const uploads = await Uploads.open({
      dir: join(options.dataDir, "blobs"),
      clock: options.clock,
      maxBytes: options.maxUploadBytes ?? DEFAULT_MAX_UPLOAD_BYTES,
      maxTotalBytes: options.maxTotalBytes,
      assetBlobs: options.assetBlobs,
      onFault: options.onFault,
    });
    return new PackageStore(options, uploads, await readBrowserRules(rulesFile(options.dataDir)));
  }

  close(): void {
    this.#uploads.close();
  }

  /** Takes packages over HTTP. */
  serve(app: FastifyInstance): void {
    const { clock, credentials, uuid, onFault } = this.#options;
    serveUploads(app, {
      uploads: this.#uploads,
      temporaryKeys: this.#temporaryKeys,
      rules: () => this.#rules,
      ...{ clock, credentials, uuid, onFault },
    });
  }

  grant({ region, key: text }: PackageAddress): Reply<UploadGrant> {
    const key = objectKey(text);
    if (key === undefined) return badKey;
    const bucket = bucketOf(region);
    if (this.#uploads.isTaken({ bucket, key })) return refused("package-taken", taken(key));
    if (this.#uploads.usedBytes >= this.#options.maxTotalBytes)
      return refused(
        "quota",
        `packages have ${this.#uploads.usedBytes} bytes and ${this.#options.maxTotalBytes} are allowed: delete assets that no fleet needs`,
      );
    const nowS = Math.floor(this.#options.clock.now() / 1000);
    const time = `${nowS};${nowS + GRANT_LASTS_S}`;
    const request = { method: "PUT", path: pathOf(bucket, key) };
    return { ok: true, value: { bucket, authorization: authorizationOf(this.#options.credentials, request, time) } };
  }

  temporaryKeys(): TemporaryKeys {
    return this.#temporaryKeys.make(this.#options.clock.now());
  }

  async claim({ region, key: text }: PackageAddress): Promise<Reply<ClaimedPackage>> {
    const key = objectKey(text);
    if (key === undefined) return badKey;
    let claim: ClaimedUpload | undefined;
    try {
      claim = this.#uploads.claim({ bucket: bucketOf(region), key });
    } catch (error) {
      if (error instanceof BlobError) return refused("package-taken", taken(key));
      throw error;
    }
    if (claim === undefined)
      return refused(
        "package-not-found",
        `nothing was uploaded to ${region} under the key ${JSON.stringify(key)}, or it was longer than a day ago: call GetUploadCredentials and PUT the package first`,
      );
    return this.#inspected(claim, key);
  }

  remove(blob: string): Promise<void> {
    // What is not removed now is removed at the next start.
    return this.#tried("remove the package of a deleted asset", this.#uploads.remove(blob));
  }

  async setBrowserRules(rules: BrowserRules): Promise<void> {
    await writeDurably(rulesFile(this.#options.dataDir), JSON.stringify(rules));
    this.#rules = rules;
  }

  #tried(doing: string, work: Promise<void>): Promise<void> {
    return work.catch((error: unknown) => {
      this.#options.onFault(doing, error);
    });
  }

  async #inspected(claim: ClaimedUpload, key: string): Promise<Reply<ClaimedPackage>> {
    const refuse = async (why: string): Promise<Reply<never>> => {
      await claim.discard();
      return refused("package-refused", `the package ${JSON.stringify(key)} is refused and was removed: ${why}`);
    };
    try {
      const { files } = await inspectArchive(claim.file, { limits: this.#options.archiveLimits ?? {} });
      if (files === 0) return await refuse("it has no files; pack the folder's content");
    } catch (error) {
      // The disk's fault is not the package's.
      if (error instanceof ArchiveError && error.kind !== "cannot-read") return refuse(error.message);
      claim.release();
      throw error;
    }
    const { blob, sizeBytes } = claim.upload;
    return {
      ok: true,
      value: {
        blob,
        sizeBytes,
        // What is not written now is written at the next start.
        keep: () => this.#tried("write down that an upload is an asset", claim.keep()),
        release: () => {
          claim.release();
        },
      },
    };
  }
}

const rulesFile = (dataDir: string): string => join(dataDir, "upload-cors.json");

const refused = (kind: RefusalKind, message: string): Reply<never> => ({
  ok: false,
  refusal: { kind, message, field: "BucketKey" },
});

const badKey = refused(
  "invalid-value",
  '"BucketKey" must have 1 to 850 bytes and no NUL; give the name of the package, like "server.zip"',
);

const taken = (key: string): string => `an asset was made of ${JSON.stringify(key)} already: upload under another key`;
