import { useId, useState } from "react";
import { useNavigate } from "react-router";
import { Button } from "tdesign-react/es/button";
import { useWords } from "../../i18n/language.js";
import { ApiCall } from "../../parts/api-call.js";
import { Dialog } from "../../parts/dialog.js";
import { ErrorText } from "../../parts/error-text.js";
import { Form } from "../../parts/form/form.js";
import { limitsOf, problemOf } from "../../parts/form/limits.js";
import { TextField } from "../../parts/form/text-field.js";
import { Notice } from "../../parts/notice.js";
import { ProgressBar } from "../../parts/progress-bar.js";
import { bytesText } from "../../parts/bytes-text.js";
import { useUpload } from "./use-upload.js";
import { assetWords } from "./words.js";

/** What the package shall be called, then how far it is, then that it is there or why not. */
export function UploadDialog({ file, onClose }: { readonly file: File; readonly onClose: () => void }) {
  const t = useWords(assetWords);
  const formId = useId();
  const navigate = useNavigate();
  const { state, start, stop } = useUpload(file);
  const [name, setName] = useState(() => file.name.replace(/\.zip$/i, "").slice(0, 64));
  const [version, setVersion] = useState("1.0");
  const nameProblem = problemOf(limitsOf("CreateAsset", "AssetName"), name, true);
  const versionProblem = problemOf(limitsOf("CreateAsset", "AssetVersion"), version, true);
  const close = (): void => {
    stop();
    onClose();
  };
  if (state.is === "done")
    return (
      <Dialog
        title={t.uploadTitle}
        onClose={close}
        actions={
          <>
            <Button variant="outline" onClick={close}>
              {t.close}
            </Button>
            <Button onClick={() => void navigate(`/fleets/new?asset=${state.assetId}`)}>{t.createFleet}</Button>
          </>
        }
      >
        <Notice tone="good" title={t.uploadedTitle(name)} text={t.uploadedText} />
        <ApiCall action="CreateAsset" request={state.request} />
      </Dialog>
    );
  const isUnderWay = state.is === "sending" || state.is === "reading";
  return (
    <Dialog
      title={t.uploadTitle}
      onClose={close}
      actions={
        <>
          <Button variant="outline" onClick={isUnderWay ? stop : close}>
            {isUnderWay ? t.stop : t.cancel}
          </Button>
          <Button type="submit" form={formId} loading={isUnderWay}>
            {state.is === "refused" ? t.again : t.upload}
          </Button>
        </>
      }
    >
      <Form
        id={formId}
        hasProblems={nameProblem !== undefined || versionProblem !== undefined}
        onSubmit={() => void start(name, version)}
      >
        <p>{t.file(file.name, bytesText(file.size))}</p>
        <TextField label={t.name} value={name} onChange={setName} problem={nameProblem} />
        <TextField label={t.version} value={version} onChange={setVersion} problem={versionProblem} />
        {state.is === "sending" && <ProgressBar share={state.share} text={t.sending} />}
        {state.is === "reading" && <ProgressBar share={1} text={t.reading} />}
        {state.is === "refused" && <ErrorText error={state.error} />}
      </Form>
    </Dialog>
  );
}
