import { useEffect, useRef, useState } from "react";
import type { ActionTypes } from "../../api/catalogue.js";
import { uploadPackage } from "../../api/upload-package.js";
import { useAccess } from "../../api/use-gse.js";

export type UploadState =
  | { readonly is: "waiting" }
  | { readonly is: "sending"; readonly share: number }
  /** All of it has arrived. */
  | { readonly is: "reading" }
  | { readonly is: "refused"; readonly error: unknown }
  | { readonly is: "done"; readonly assetId: string; readonly request: ActionTypes["CreateAsset"]["request"] };

export interface Upload {
  readonly state: UploadState;
  readonly start: (name: string, version: string) => Promise<void>;
  readonly stop: () => void;
}

/** What GSE took for granted, and needs no image (gse-semantics d.3). */
const SYSTEM = "CentOS7.16";

/** Sends a file and makes an asset of it; stops when the component goes. */
export function useUpload(file: File): Upload {
  const { gse, region } = useAccess();
  const [state, setState] = useState<UploadState>({ is: "waiting" });
  const ending = useRef<AbortController>(undefined);
  useEffect(() => () => ending.current?.abort(), []);

  async function start(AssetName: string, AssetVersion: string): Promise<void> {
    const { signal } = (ending.current = new AbortController());
    const bucketKey = `console/${randomName()}/${plainName(file.name)}`;
    setState({ is: "sending", share: 0 });
    try {
      const onProgress = (sent: number, all: number): void => {
        if (!signal.aborted) setState(sent < all ? { is: "sending", share: sent / all } : { is: "reading" });
      };
      await uploadPackage(gse, { content: file, bucketKey, region, onProgress, signal });
      const request = { AssetRegion: region, BucketKey: bucketKey, AssetName, AssetVersion, OperateSystem: SYSTEM };
      const { AssetId } = await gse.call("CreateAsset", request, { region, signal });
      setState({ is: "done", assetId: AssetId, request });
    } catch (error) {
      setState(signal.aborted ? { is: "waiting" } : { is: "refused", error });
    }
  }
  return { state, start, stop: () => ending.current?.abort() };
}

/** Not randomUUID, which pages by plain http from another machine do not have. */
const randomName = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("");

/** The host's words name the package by its key, so the file's name stands in it where nothing in that needs to be escaped. */
const plainName = (name: string): string => (/^[\w.-]{1,100}$/.test(name) ? name : "package.zip");
