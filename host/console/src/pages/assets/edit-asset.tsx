import { useState } from "react";
import type { Asset } from "../../api/catalogue.js";
import { useCommand } from "../../api/use-call.js";
import { useWords } from "../../i18n/language.js";
import { FormDialog } from "../../parts/form/form-dialog.js";
import { limitsOf, problemOf } from "../../parts/form/limits.js";
import { TextField } from "../../parts/form/text-field.js";
import { assetWords } from "./words.js";

export function EditAsset({ asset, onClose }: { readonly asset: Asset; readonly onClose: () => void }) {
  const t = useWords(assetWords);
  const update = useCommand("UpdateAsset");
  const [name, setName] = useState(asset.AssetName);
  const [version, setVersion] = useState(asset.AssetVersion);
  const nameProblem = problemOf(limitsOf("UpdateAsset", "AssetName"), name, true);
  const versionProblem = problemOf(limitsOf("UpdateAsset", "AssetVersion"), version, true);
  return (
    <FormDialog
      title={t.editTitle(asset.AssetName)}
      submit={t.save}
      hasProblems={nameProblem !== undefined || versionProblem !== undefined}
      onSubmit={() => update.mutateAsync({ AssetId: asset.AssetId, AssetName: name, AssetVersion: version })}
      onClose={onClose}
    >
      <p>{t.editText}</p>
      <TextField label={t.name} value={name} onChange={setName} problem={nameProblem} />
      <TextField label={t.version} value={version} onChange={setVersion} problem={versionProblem} />
    </FormDialog>
  );
}
