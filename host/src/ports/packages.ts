import type { Reply } from "../model/index.js";

/** Packages on their way from whoever made them to an asset. */
export interface Packages {
  /** A signature for a PUT of exactly this package, for a short time. */
  grant(at: PackageAddress): Reply<UploadGrant>;
  /** A key pair that can sign uploads of any package, for a while. */
  temporaryKeys(): TemporaryKeys;
  /** The package that was uploaded there, read to its end and found right; nobody else gets it until it is settled. */
  claim(at: PackageAddress): Promise<Reply<ClaimedPackage>>;
  /** The asset that was made of it is no more. Never rejects. */
  remove(blob: string): Promise<void>;
  /** Which web pages may upload: as a whole, in place of what held before. */
  setBrowserRules(rules: BrowserRules): Promise<void>;
}

export interface PackageAddress {
  readonly region: string;
  /** BucketKey, in its sender's words. */
  readonly key: string;
}

export interface UploadGrant {
  readonly bucket: string;
  /** For the header "Authorization". */
  readonly authorization: string;
}

export interface TemporaryKeys {
  readonly secretId: string;
  readonly secretKey: string;
  readonly token: string;
  readonly expiresAtMs: number;
}

export interface ClaimedPackage {
  readonly blob: string;
  readonly sizeBytes: number;
  /** An asset was made of it. Never rejects. */
  keep(): Promise<void>;
  /** None was made, for a reason that has nothing to do with it: it may be claimed again. */
  release(): void;
}

/** As UpdateBucketCORSOpt has them. */
export interface BrowserRules {
  /** `https://console.example.com`; "*" for all, also as a part. */
  readonly allowedOrigins: readonly string[];
  readonly allowedMethods: readonly string[];
  readonly allowedHeaders: readonly string[];
  readonly exposedHeaders: readonly string[];
  readonly maxAgeSeconds: number;
}
