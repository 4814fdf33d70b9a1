import { Link } from "react-router";
import { useCall } from "../../../api/use-call.js";
import { useAccess } from "../../../api/use-gse.js";
import { useWords } from "../../../i18n/language.js";
import { Asked } from "../../../parts/asked.js";
import { FormGroup } from "../../../parts/form/form-group.js";
import { SelectField } from "../../../parts/form/select-field.js";
import { TextField } from "../../../parts/form/text-field.js";
import { Notice } from "../../../parts/notice.js";
import type { FleetDraft } from "./fleet-draft.js";
import { copiesProblem, descriptionProblem, nameProblem } from "./fleet-problems.js";
import { formWords } from "./words.js";

export interface DraftProps {
  readonly draft: FleetDraft;
  readonly onChange: (part: Partial<FleetDraft>) => void;
}

/** What the fleet is called and made of. */
export function BasicFields({ draft, onChange, isCopy }: DraftProps & { readonly isCopy: boolean }) {
  const t = useWords(formWords);
  const { region } = useAccess();
  const assets = useCall("DescribeAssets", { AssetRegion: region, Offset: 0, Limit: 100 });
  return (
    <Asked query={assets}>
      {({ Assets }) =>
        Assets.length === 0 ? (
          <Notice tone="plain" title={t.noAsset} text={t.noAssetText} action={<Link to="/assets">{t.toAssets}</Link>} />
        ) : (
          <FormGroup title={t.basic}>
            <TextField
              label={t.name}
              value={draft.name}
              onChange={(name) => onChange({ name })}
              problem={nameProblem(draft.name)}
            />
            <SelectField
              label={t.asset}
              value={draft.assetId}
              onChange={(assetId) => onChange({ assetId })}
              options={[
                { value: "", text: t.assetChoose },
                ...Assets.map(({ AssetId, AssetName, AssetVersion }) => ({
                  value: AssetId,
                  text: t.assetWith(AssetName, AssetVersion, AssetId),
                })),
              ]}
              problem={draft.assetId === "" ? t.assetNeeded : undefined}
            />
            {isCopy && (
              <TextField
                label={t.copies}
                hint={t.copiesHint}
                isNumber
                value={draft.copies}
                onChange={(copies) => onChange({ copies })}
                problem={copiesProblem(draft.copies)}
              />
            )}
            <div className="form-whole">
              <TextField
                label={t.description}
                isOptional
                value={draft.description}
                onChange={(description) => onChange({ description })}
                problem={descriptionProblem(draft.description)}
              />
            </div>
          </FormGroup>
        )
      }
    </Asked>
  );
}
