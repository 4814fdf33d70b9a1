import { useState } from "react";
import { Link, useNavigate } from "react-router";
import { Button } from "tdesign-react/es/button";
import type { FleetAttributes } from "../../api/catalogue.js";
import { useCall } from "../../api/use-call.js";
import { useWords } from "../../i18n/language.js";
import { Asked } from "../../parts/asked.js";
import { Card } from "../../parts/card.js";
import { FleetProgress } from "../../parts/fleet-progress.js";
import { Notice } from "../../parts/notice.js";
import { PageHeader } from "../../parts/page-header.js";
import { StatusTag } from "../../parts/status-tag.js";
import { Tabs } from "../../parts/tabs.js";
import { DeleteFleet } from "./delete-fleet.js";
import { tabs } from "./tabs/index.js";
import { fleetWords } from "./words.js";
import "./fleet-page.css";

export interface FleetPageProps {
  readonly id: string;
  /** "": the first. */
  readonly tab: string;
}

const onItsWay = ["NEW", "DOWNLOADING", "VALIDATING", "BUILDING", "ACTIVATING", "ERROR"];

export function FleetPage({ id, tab }: FleetPageProps) {
  const t = useWords(fleetWords);
  const fleets = useCall("DescribeFleetAttributes", { FleetIds: [id] });
  const above = [{ to: "/fleets", text: t.title }];
  const fleet = fleets.data?.FleetAttributes[0];
  return (
    <>
      <PageHeader
        title={fleet?.Name ?? id}
        above={above}
        mark={fleet && <StatusTag of="fleet" status={fleet.Status} />}
        text={fleet && <code>{id}</code>}
        actions={fleet && <FleetActions fleet={fleet} />}
      />
      <Asked query={fleets}>{() => fleet && <FleetDetail fleet={fleet} tab={tab} />}</Asked>
    </>
  );
}

function FleetActions({ fleet }: { readonly fleet: FleetAttributes }) {
  const t = useWords(fleetWords);
  const navigate = useNavigate();
  const [isAsked, setAsked] = useState(false);
  const isGone = fleet.Status === "TERMINATED" || fleet.Status === "DELETING";
  return (
    <>
      <Button variant="outline" onClick={() => void navigate(`/fleets/new?copy=${fleet.FleetId}`)}>
        {t.copy}
      </Button>
      <Button tag="button" variant="outline" theme="danger" disabled={isGone} onClick={() => setAsked(true)}>
        {t.remove}
      </Button>
      {isAsked && <DeleteFleet fleet={fleet} onClose={() => setAsked(false)} />}
    </>
  );
}

function FleetDetail({ fleet, tab }: { readonly fleet: FleetAttributes; readonly tab: string }) {
  const t = useWords(fleetWords);
  const { FleetId, Status } = fleet;
  const base = `/fleets/${FleetId}`;
  const shown = tabs.find(({ path }) => path === tab);
  return (
    <>
      {onItsWay.includes(Status) && (
        <Card className="fleet-way">
          <FleetProgress fleetId={FleetId} status={Status} />
        </Card>
      )}
      {Status === "TERMINATED" && (
        <p className="fleet-gone">
          <strong>{t.gone}</strong> {t.goneText}
        </p>
      )}
      <Tabs
        label={t.tabs}
        tabs={tabs.map(({ path, name }) => ({ to: path === "" ? base : `${base}/${path}`, text: t[name] }))}
      />
      {shown === undefined ? (
        <Notice tone="plain" title={t.noTab} text={<Link to={base}>{t.toFleet}</Link>} />
      ) : (
        <shown.Content fleet={fleet} />
      )}
    </>
  );
}
