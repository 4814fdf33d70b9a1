import { Link } from "react-router";
import { useCall } from "../../../api/use-call.js";
import { useWords } from "../../../i18n/language.js";
import { Asked } from "../../../parts/asked.js";
import { Card } from "../../../parts/card.js";
import { Notice } from "../../../parts/notice.js";
import { ProcessTable } from "./process-table.js";
import { RuntimeForm } from "./runtime-form.js";
import type { TabProps } from "./tab.js";
import { useProcesses } from "./use-processes.js";
import { tabWords } from "./words.js";

export function ProcessesTab({ fleet: { FleetId, Status } }: TabProps) {
  const t = useWords(tabWords);
  const processes = useProcesses(FleetId);
  const runtime = useCall("DescribeRuntimeConfiguration", { FleetId });
  return (
    <div className="fleet-stack">
      <Card title={t.running} isFlush>
        <Asked query={processes}>
          {({ Processes }) => (
            <ProcessTable
              processes={Processes}
              empty={
                <Notice
                  tone="plain"
                  title={t.noProcess}
                  text={t.noProcessText}
                  action={<Link to={`/fleets/${FleetId}/events`}>{t.toEvents}</Link>}
                />
              }
            />
          )}
        </Asked>
      </Card>
      {Status !== "TERMINATED" && Status !== "DELETING" && (
        <Card title={t.runtime}>
          <Asked query={runtime}>
            {({ RuntimeConfiguration }) => <RuntimeForm fleetId={FleetId} runtime={RuntimeConfiguration} />}
          </Asked>
        </Card>
      )}
    </div>
  );
}
