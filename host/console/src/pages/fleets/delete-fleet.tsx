import type { FleetAttributes } from "../../api/catalogue.js";
import { useCall, useCommand } from "../../api/use-call.js";
import { useWords } from "../../i18n/language.js";
import { ConfirmDialog } from "../../parts/confirm-dialog.js";
import { useFleetCounts } from "./use-fleet-counts.js";
import { fleetWords } from "./words.js";

/** Asks before a fleet goes, and says what goes with it. */
export function DeleteFleet({ fleet, onClose }: { readonly fleet: FleetAttributes; readonly onClose: () => void }) {
  const t = useWords(fleetWords);
  const { FleetId, Name } = fleet;
  const remove = useCommand("DeleteFleet");
  const counts = useFleetCounts([FleetId])(FleetId);
  const { data } = useCall("DescribeFleetRelatedResources", { FleetId });
  const related = (data?.Resources ?? []).map(({ Type, ResourceId }) => t.related(`${Type} ${ResourceId}`));
  const ends = counts === undefined ? [] : [t.removeEnds(counts.active, counts.processes)];
  const isUsed = counts !== undefined && counts.sessions > 0;
  return (
    <ConfirmDialog
      title={t.removeTitle(Name)}
      text={isUsed ? t.removeRefused(counts.sessions, counts.players) : t.removeText}
      ends={[...ends, ...related]}
      confirm={t.remove}
      onConfirm={() => remove.mutateAsync({ FleetId })}
      onClose={onClose}
    />
  );
}
