import { useState } from "react";
import { useNavigate } from "react-router";
import { Button } from "tdesign-react/es/button";
import { useCall } from "../../api/use-call.js";
import { useWords } from "../../i18n/language.js";
import { Asked } from "../../parts/asked.js";
import { Card } from "../../parts/card.js";
import { AddIcon } from "../../parts/icons.js";
import { Notice } from "../../parts/notice.js";
import { PageHeader } from "../../parts/page-header.js";
import { Paging } from "../../parts/table/paging.js";
import { FleetTable } from "./fleet-table.js";
import { fleetWords } from "./words.js";

const PAGE_SIZE = 50;

export function FleetListPage() {
  const t = useWords(fleetWords);
  const navigate = useNavigate();
  const [page, setPage] = useState(0);
  const fleets = useCall(
    "DescribeFleetAttributes",
    { Limit: PAGE_SIZE, Offset: page * PAGE_SIZE },
    { keepsPrevious: true },
  );
  const create = (
    <Button icon={<AddIcon />} onClick={() => void navigate("/fleets/new")}>
      {t.create}
    </Button>
  );
  return (
    <>
      <PageHeader title={t.title} text={t.text} actions={create} />
      <Card isFlush>
        <Asked query={fleets}>
          {({ FleetAttributes, TotalCount }) => (
            <FleetTable
              fleets={FleetAttributes}
              empty={<Notice tone="plain" title={t.none} text={t.noneText} action={create} />}
              foot={<Paging page={page} pageSize={PAGE_SIZE} total={TotalCount} onPage={setPage} />}
            />
          )}
        </Asked>
      </Card>
    </>
  );
}
