import { useWords } from "../../../i18n/language.js";
import { FormRows } from "../../../parts/form/form-rows.js";
import { TextField } from "../../../parts/form/text-field.js";
import type { TagDraft } from "./fleet-draft.js";
import { tagProblems } from "./fleet-problems.js";
import { formWords } from "./words.js";

export interface TagRowsProps {
  readonly tags: readonly TagDraft[];
  readonly onChange: (tags: readonly TagDraft[]) => void;
}

export function TagRows({ tags, onChange }: TagRowsProps) {
  const t = useWords(formWords);
  return (
    <FormRows rows={tags} onChange={onChange} blank={{ name: "", value: "" }} add={t.addTag} className="form-row-tag">
      {(row, change) => {
        const problems = tagProblems(row);
        return (
          <>
            <TextField
              label={t.tagName}
              value={row.name}
              onChange={(name) => change({ name })}
              problem={problems.name}
            />
            <TextField
              label={t.tagValue}
              value={row.value}
              onChange={(value) => change({ value })}
              problem={problems.value}
            />
          </>
        );
      }}
    </FormRows>
  );
}
