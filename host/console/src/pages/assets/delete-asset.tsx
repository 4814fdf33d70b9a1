import type { Asset } from "../../api/catalogue.js";
import { useCommand } from "../../api/use-call.js";
import { useWords } from "../../i18n/language.js";
import { ConfirmDialog } from "../../parts/confirm-dialog.js";
import { assetWords } from "./words.js";

export function DeleteAsset({ asset, onClose }: { readonly asset: Asset; readonly onClose: () => void }) {
  const t = useWords(assetWords);
  const remove = useCommand("DeleteAsset");
  const { AssetId, AssetName, AssetVersion, Size, BindFleetNum } = asset;
  return (
    <ConfirmDialog
      title={t.removeTitle(AssetName)}
      text={BindFleetNum > 0 ? t.inUse(BindFleetNum) : t.removeText}
      ends={[t.removeEnds(AssetName, AssetVersion, Size)]}
      confirm={t.remove}
      onConfirm={() => remove.mutateAsync({ AssetId })}
      onClose={onClose}
    />
  );
}
