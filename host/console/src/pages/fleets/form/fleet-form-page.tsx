import { useSearchParams } from "react-router";
import { useCall } from "../../../api/use-call.js";
import { useWords } from "../../../i18n/language.js";
import { Asked } from "../../../parts/asked.js";
import { PageHeader } from "../../../parts/page-header.js";
import { draftOf, newFleet } from "./fleet-draft.js";
import { FleetForm } from "./fleet-form.js";
import { formWords } from "./words.js";

/** `/fleets/new`, with `?asset=` or `?copy=` to begin with. */
export function FleetFormPage() {
  const t = useWords(formWords);
  const [search] = useSearchParams();
  const copied = search.get("copy");
  if (copied !== null) return <CopyForm fleetId={copied} />;
  return (
    <>
      <PageHeader title={t.create} above={[{ to: "/fleets", text: t.fleets }]} />
      <FleetForm first={{ ...newFleet, assetId: search.get("asset") ?? "" }} />
    </>
  );
}

function CopyForm({ fleetId }: { readonly fleetId: string }) {
  const t = useWords(formWords);
  const fleets = useCall("DescribeFleetAttributes", { FleetIds: [fleetId] });
  const runtime = useCall("DescribeRuntimeConfiguration", { FleetId: fleetId });
  const ports = useCall("DescribeFleetPortSettings", { FleetId: fleetId });
  const fleet = fleets.data?.FleetAttributes[0];
  const above = [
    { to: "/fleets", text: t.fleets },
    { to: `/fleets/${fleetId}`, text: fleet?.Name ?? fleetId },
  ];
  return (
    <>
      <PageHeader title={t.copy(fleet?.Name ?? fleetId)} above={above} />
      <Asked query={fleets}>
        {() => (
          <Asked query={runtime}>
            {({ RuntimeConfiguration }) => (
              <Asked query={ports}>
                {({ InboundPermissions }) =>
                  fleet && (
                    <FleetForm first={draftOf(fleet, RuntimeConfiguration, InboundPermissions)} copyOf={fleetId} />
                  )
                }
              </Asked>
            )}
          </Asked>
        )}
      </Asked>
    </>
  );
}
