import type { ScalingPolicy } from "../../../api/catalogue.js";
import { useCall } from "../../../api/use-call.js";
import { useWords } from "../../../i18n/language.js";
import { Asked } from "../../../parts/asked.js";
import { Card } from "../../../parts/card.js";
import { BufferCard } from "../scaling/buffer-card.js";
import { isByHand, ModeCard } from "../scaling/mode-card.js";
import { ProtectionLine } from "../scaling/protection-line.js";
import { RuleTable } from "../scaling/rule-table.js";
import { ScalingCharts } from "../scaling/scaling-charts.js";
import { TimerTable } from "../scaling/timer-table.js";
import { scalingWords } from "../scaling/words.js";
import { CapacityForm } from "./capacity-form.js";
import { InstanceBar } from "./instance-bar.js";
import type { TabProps } from "./tab.js";

/** A fleet has 20 policies at most. */
const ALL = 100;

/** How many instances a fleet has, and what decides on it. */
export function ScalingTab({ fleet }: TabProps) {
  const t = useWords(scalingWords);
  const { FleetId, Status } = fleet;
  const capacity = useCall("DescribeFleetCapacity", { FleetIds: [FleetId] });
  const policies = useCall("DescribeScalingPolicies", { FleetId, Limit: ALL, Offset: 0 });
  const isGone = Status === "TERMINATED" || Status === "DELETING";
  return (
    <Asked query={capacity}>
      {({ FleetCapacity: [found] }) =>
        found &&
        (isGone ? (
          <Card title={t.now}>
            <InstanceBar counts={found.InstanceCounts} />
          </Card>
        ) : (
          <Asked query={policies}>
            {({ ScalingPolicies }) => (
              <div className="fleet-stack">
                <ModeCard fleet={fleet} counts={found.InstanceCounts} policies={ScalingPolicies.length} />
                <ScalingCharts fleetId={FleetId} share={shareOf(ScalingPolicies)} />
                <Card title={t.sizes}>
                  <CapacityForm capacity={found} isByPolicies={!isByHand(fleet) && ScalingPolicies.length > 0} />
                  <ProtectionLine fleet={fleet} />
                </Card>
                <BufferCard
                  fleetId={FleetId}
                  policies={ScalingPolicies}
                  basis={[found.InstanceCounts.MiniNum, found.InstanceCounts.MaxiNum, found.ScalingInterval].join()}
                />
                <RuleTable fleetId={FleetId} policies={ScalingPolicies} />
                <TimerTable fleetId={FleetId} />
              </div>
            )}
          </Asked>
        ))
      }
    </Asked>
  );
}

const shareOf = (policies: readonly ScalingPolicy[]): number | undefined =>
  policies.find(({ PolicyType }) => PolicyType === "TargetBased")?.TargetConfiguration.TargetValue;
