import { Card } from "../../../parts/card.js";
import { useWords } from "../../../i18n/language.js";
import { FleetFacts } from "./fleet-facts.js";
import { FleetSettings } from "./fleet-settings.js";
import type { TabProps } from "./tab.js";
import { tabWords } from "./words.js";

export function BasicTab({ fleet }: TabProps) {
  const t = useWords(tabWords);
  return (
    <div className="fleet-stack">
      <Card title={t.facts}>
        <FleetFacts fleet={fleet} />
      </Card>
      {fleet.Status !== "TERMINATED" && fleet.Status !== "DELETING" && (
        <Card title={t.settings}>
          <FleetSettings fleet={fleet} />
        </Card>
      )}
    </div>
  );
}
