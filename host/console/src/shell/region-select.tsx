import { useAccess } from "../api/use-gse.js";
import { inBothLanguages, useWords } from "../i18n/language.js";
import { regionNames } from "../parts/region-names.js";

const words = inBothLanguages({ label: "Region" }, { label: "地域" });

/** Whose assets, fleets and sessions the pages show. */
export function RegionSelect() {
  const t = useWords(words);
  const names = useWords(regionNames);
  const { region, setRegion } = useAccess();
  return (
    <label className="region-select">
      <span className="region-select-label">{t.label}</span>
      <select value={region} onChange={(event) => setRegion(event.target.value)}>
        {Object.entries(names).map(([id, name]) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
