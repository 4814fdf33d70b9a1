import { useState } from "react";
import { Link } from "react-router";
import { useCall } from "../../../api/use-call.js";
import { useWords } from "../../../i18n/language.js";
import { Asked } from "../../../parts/asked.js";
import { Card } from "../../../parts/card.js";
import { Notice } from "../../../parts/notice.js";
import { Paging } from "../../../parts/table/paging.js";
import { InstanceTable } from "./instance-table.js";
import type { TabProps } from "./tab.js";
import { tabWords } from "./words.js";

const PAGE_SIZE = 100;

export function InstancesTab({ fleet: { FleetId } }: TabProps) {
  const t = useWords(tabWords);
  const [page, setPage] = useState(0);
  const request = { FleetId, Offset: page * PAGE_SIZE, Limit: PAGE_SIZE };
  const instances = useCall("DescribeInstancesExtend", request, { keepsPrevious: true });
  return (
    <Card title={t.instances} isFlush>
      <Asked query={instances}>
        {({ Instances, TotalCount }) => (
          <InstanceTable
            instances={Instances}
            empty={
              <Notice
                tone="plain"
                title={t.noInstance}
                text={t.noInstanceText}
                action={<Link to={`/fleets/${FleetId}/scaling`}>{t.toScaling}</Link>}
              />
            }
            foot={
              <>
                <p className="data-table-note">{t.weightHint}</p>
                <Paging page={page} pageSize={PAGE_SIZE} total={TotalCount} onPage={setPage} />
              </>
            }
          />
        )}
      </Asked>
    </Card>
  );
}
