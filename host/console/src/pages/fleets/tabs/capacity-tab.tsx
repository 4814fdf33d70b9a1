import { useCall } from "../../../api/use-call.js";
import { useWords } from "../../../i18n/language.js";
import { Asked } from "../../../parts/asked.js";
import { Card } from "../../../parts/card.js";
import { CapacityForm } from "./capacity-form.js";
import { InstanceBar } from "./instance-bar.js";
import type { TabProps } from "./tab.js";
import { tabWords } from "./words.js";

export function CapacityTab({ fleet: { FleetId, Status } }: TabProps) {
  const t = useWords(tabWords);
  const capacity = useCall("DescribeFleetCapacity", { FleetIds: [FleetId] });
  return (
    <Asked query={capacity}>
      {({ FleetCapacity: [found] }) =>
        found && (
          <div className="fleet-stack">
            <Card title={t.now}>
              <InstanceBar counts={found.InstanceCounts} />
            </Card>
            {Status !== "TERMINATED" && Status !== "DELETING" && (
              <Card title={t.wanted}>
                <CapacityForm capacity={found} />
              </Card>
            )}
          </div>
        )
      }
    </Asked>
  );
}
