import { useId, useState } from "react";
import { Button } from "tdesign-react/es/button";
import type { Asset } from "../../api/catalogue.js";
import { useCommand } from "../../api/use-call.js";
import { useWords } from "../../i18n/language.js";
import { Dialog } from "../../parts/dialog.js";
import { ErrorText } from "../../parts/error-text.js";
import { Form } from "../../parts/form/form.js";
import { limitsOf, problemOf } from "../../parts/form/limits.js";
import { TextField } from "../../parts/form/text-field.js";
import { assetWords } from "./words.js";

export function EditAsset({ asset, onClose }: { readonly asset: Asset; readonly onClose: () => void }) {
  const t = useWords(assetWords);
  const id = useId();
  const update = useCommand("UpdateAsset");
  const [name, setName] = useState(asset.AssetName);
  const [version, setVersion] = useState(asset.AssetVersion);
  const nameProblem = problemOf(limitsOf("UpdateAsset", "AssetName"), name, true);
  const versionProblem = problemOf(limitsOf("UpdateAsset", "AssetVersion"), version, true);
  return (
    <Dialog
      title={t.editTitle(asset.AssetName)}
      onClose={onClose}
      actions={
        <>
          <Button variant="outline" onClick={onClose}>
            {t.cancel}
          </Button>
          <Button type="submit" form={id} loading={update.isPending}>
            {t.save}
          </Button>
        </>
      }
    >
      <Form
        id={id}
        hasProblems={nameProblem !== undefined || versionProblem !== undefined}
        onSubmit={() => {
          const request = { AssetId: asset.AssetId, AssetName: name, AssetVersion: version };
          update.mutate(request, { onSuccess: onClose });
        }}
      >
        <p>{t.editText}</p>
        <TextField label={t.name} value={name} onChange={setName} problem={nameProblem} />
        <TextField label={t.version} value={version} onChange={setVersion} problem={versionProblem} />
        {update.error !== null && <ErrorText error={update.error} />}
      </Form>
    </Dialog>
  );
}
