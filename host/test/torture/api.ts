import { createCloudApiClient, CloudApiError, HostUnreachableError, uploadPackage } from "../../src/client/index.js";
import type { ActionName, ActionTypes } from "../../src/gen/cloud-api.js";
import { REGION } from "./main-fleet.js";
import { pause } from "./pause.js";

type Response<A extends ActionName> = ActionTypes[A]["response"];

/** How a call ended. `unanswered`: whether the host still did it is unknown. */
export type Answer<T> =
  | { readonly kind: "done"; readonly value: T }
  | { readonly kind: "refused"; readonly code: string; readonly message: string }
  | { readonly kind: "unanswered" };

export interface Access {
  readonly endpoint: string;
  readonly secretId: string;
  readonly secretKey: string;
}

const RATE_PAUSE_MS = 60;

/** The signed cloud API of one life of the host. */
export class Api {
  readonly #client: ReturnType<typeof createCloudApiClient>;

  constructor(access: Access) {
    this.#client = createCloudApiClient(access);
  }

  call<A extends ActionName>(action: A, request: ActionTypes[A]["request"]): Promise<Answer<Response<A>>> {
    return this.#answerOf(() => this.#client.call(action, request));
  }

  /** As its author would make an asset of a package: upload it, then name it. */
  createAsset(file: string, name: string): Promise<Answer<Response<"CreateAsset">>> {
    const AssetRegion = REGION;
    const BucketKey = `${name}.zip`;
    return this.#answerOf(async () => {
      await uploadPackage(this.#client, { file, bucketKey: BucketKey, assetRegion: AssetRegion });
      return this.#client.call("CreateAsset", {
        ...{ BucketKey, AssetRegion, AssetName: name, AssetVersion: "1" },
        OperateSystem: "CentOS7.16",
      });
    });
  }

  /** For questions whose answer is not in doubt. @throws Error when there is none */
  async ask<A extends ActionName>(action: A, request: ActionTypes[A]["request"]): Promise<Response<A>> {
    const answer = await this.call(action, request);
    if (answer.kind === "done") return answer.value;
    throw new Error(
      `${action} ${JSON.stringify(request)}: ${answer.kind === "refused" ? `${answer.code}, ${answer.message}` : "no answer came"}`,
    );
  }

  async #answerOf<T>(make: () => Promise<T>): Promise<Answer<T>> {
    for (;;)
      try {
        return { kind: "done", value: await make() };
      } catch (error) {
        if (error instanceof HostUnreachableError) return { kind: "unanswered" };
        if (!(error instanceof CloudApiError)) throw error;
        if (error.code !== "RequestLimitExceeded") return { kind: "refused", code: error.code, message: error.message };
        await pause(RATE_PAUSE_MS);
      }
  }

  close(): void {
    this.#client.close();
  }
}
