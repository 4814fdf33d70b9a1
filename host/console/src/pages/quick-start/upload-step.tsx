import { useState } from "react";
import { Button } from "tdesign-react/es/button";
import { uploadPackage } from "../../api/upload-package.js";
import { useAskAgain } from "../../api/use-call.js";
import { useAccess } from "../../api/use-gse.js";
import { useWords } from "../../i18n/language.js";
import { useLive } from "../../live/use-live.js";
import { ApiCall } from "../../parts/api-call.js";
import { ErrorText } from "../../parts/error-text.js";
import { ProgressBar } from "../../parts/progress-bar.js";
import { assetRequest, samplePath, uploadRequest } from "./requests.js";
import { Step } from "./step.js";
import type { QuickStart } from "./use-quick-start.js";
import { words } from "./words.js";

type Upload =
  | { readonly state: "none" }
  | { readonly state: "sending"; readonly share: number }
  | { readonly state: "making" }
  | { readonly state: "failed"; readonly error: unknown };

export function UploadStep({ quickStart: { asset } }: { readonly quickStart: QuickStart }) {
  const { gse, region } = useAccess();
  const askAgain = useAskAgain();
  const t = useWords(words).upload;
  const version = useLive(({ hello }) => hello?.HostVersion) ?? "";
  const [upload, setUpload] = useState<Upload>({ state: "none" });
  const [bucketKey, setBucketKey] = useState("quick-start/chat.zip");

  async function go(): Promise<void> {
    const key = `quick-start/chat-${randomText()}.zip`;
    setBucketKey(key);
    setUpload({ state: "sending", share: 0 });
    try {
      const sample = await fetch(samplePath);
      if (!sample.ok) throw new Error(`the host has no sample package: it answered HTTP ${sample.status}`);
      await uploadPackage(gse, {
        content: await sample.blob(),
        ...{ bucketKey: key, region },
        onProgress: (sent, all) => setUpload({ state: "sending", share: sent / all }),
      });
      setUpload({ state: "making" });
      await gse.call("CreateAsset", assetRequest(region, key, version), { region });
      await askAgain();
      setUpload({ state: "none" });
    } catch (error) {
      setUpload({ state: "failed", error });
    }
  }

  const isUnderWay = upload.state === "sending" || upload.state === "making";
  return (
    <Step number={1} title={t.title} text={t.text} state={asset === undefined ? "now" : "done"}>
      {asset === undefined && (
        <div className="quick-step-actions">
          <Button loading={isUnderWay} onClick={() => void go()}>
            {t.go}
          </Button>
          {isUnderWay && (
            <ProgressBar
              share={upload.state === "sending" ? upload.share : 1}
              text={upload.state === "sending" ? t.sending : t.making}
            />
          )}
        </div>
      )}
      {upload.state === "failed" && <ErrorText error={upload.error} />}
      {asset !== undefined && (
        <p className="quick-step-result">
          {t.made(asset.AssetName, asset.AssetVersion, asset.Size)} <code>{asset.AssetId}</code>
        </p>
      )}
      <ApiCall action="GetUploadCredentials" request={uploadRequest(region, bucketKey)} />
      <ApiCall action="CreateAsset" request={assetRequest(region, bucketKey, version)} />
    </Step>
  );
}

/** Enough that no other upload has it. */
const randomText = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, "0")).join("");
