import { Button } from "tdesign-react/es/button";
import { useCall, useCommand } from "../../api/use-call.js";
import type { FleetAttributes } from "../../api/catalogue.js";
import { useWords } from "../../i18n/language.js";
import { ApiCall } from "../../parts/api-call.js";
import { ErrorText } from "../../parts/error-text.js";
import { FleetProgress } from "../../parts/fleet-progress.js";
import { StatusTag } from "../../parts/status-tag.js";
import { fleetRequest } from "./requests.js";
import { Step } from "./step.js";
import type { QuickStart } from "./use-quick-start.js";
import { words } from "./words.js";

export function FleetStep({ quickStart: { asset, fleet } }: { readonly quickStart: QuickStart }) {
  const t = useWords(words).fleet;
  const create = useCommand("CreateFleet");
  const state = asset === undefined ? "later" : fleet?.Status === "ACTIVE" ? "done" : "now";
  const request = fleetRequest(asset?.AssetId ?? "");
  return (
    <Step
      number={2}
      title={t.title}
      text={t.text}
      state={state}
      mark={fleet !== undefined && <StatusTag of="fleet" status={fleet.Status} />}
    >
      {fleet === undefined && (
        <div className="quick-step-actions">
          <Button loading={create.isPending} onClick={() => create.mutate(request)}>
            {t.go}
          </Button>
        </div>
      )}
      {fleet === undefined && create.error !== null && <ErrorText error={create.error} />}
      {fleet !== undefined && <FleetProgress fleetId={fleet.FleetId} status={fleet.Status} />}
      {fleet !== undefined && (
        <p className="quick-step-result">
          {fleet.Name} <code>{fleet.FleetId}</code>
        </p>
      )}
      {fleet?.Status === "ERROR" && <WhyFailed fleet={fleet} />}
      <ApiCall action="CreateFleet" request={request} />
    </Step>
  );
}

/** What its last event but the failure itself tells. */
function WhyFailed({ fleet }: { readonly fleet: FleetAttributes }) {
  const t = useWords(words).fleet;
  const { data } = useCall("DescribeFleetEvents", { FleetId: fleet.FleetId, Limit: 20 });
  const cause = data?.Events.find(({ EventCode }) => EventCode !== "FLEET_STATE_ERROR");
  if (cause === undefined) return null;
  return (
    <div className="quick-step-failed">
      <ErrorText error={new Error(`${t.failed}: ${cause.Message}`)} />
      {cause.PreSignedLogUrl !== "" && (
        <a href={cause.PreSignedLogUrl} target="_blank" rel="noreferrer">
          {t.log}
        </a>
      )}
    </div>
  );
}
