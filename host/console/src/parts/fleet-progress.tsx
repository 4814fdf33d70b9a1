import { useCall } from "../api/use-call.js";
import { inBothLanguages, useWords } from "../i18n/language.js";
import { CheckIcon, CloseIcon } from "./icons.js";
import { statusNames } from "./status-names.js";
import "./style/fleet-progress.css";

/** A fleet's way up, as GSE's console shows it (gse-semantics c.2). */
const way = ["NEW", "DOWNLOADING", "VALIDATING", "BUILDING", "ACTIVATING", "ACTIVE"] as const;

const words = inBothLanguages({ label: "States of the fleet" }, { label: "服务器舰队状态" });

export interface FleetProgressProps {
  readonly fleetId: string;
  readonly status: string;
}

/** Which states a fleet has passed, and where it is; one that failed, where it was then. */
export function FleetProgress({ fleetId, status }: FleetProgressProps) {
  const t = useWords(words);
  const names = useWords(statusNames);
  const hasFailed = status === "ERROR";
  const reached = useReached(fleetId, status);
  return (
    <ol className="fleet-progress" aria-label={t.label}>
      {way.map((name, n) => {
        const isActive = name === "ACTIVE";
        const state =
          n < reached || (n === reached && isActive) ? "done" : n > reached ? "later" : hasFailed ? "failed" : "now";
        return (
          <li
            key={name}
            className={`fleet-progress-${state}`}
            data-state={state}
            aria-current={state === "now" ? "step" : undefined}
          >
            <span className="fleet-progress-mark">
              {state === "done" && <CheckIcon />}
              {state === "failed" && <CloseIcon />}
            </span>
            {names[name]}
          </li>
        );
      })}
    </ol>
  );
}

/** Of a fleet that is not on its way any more, its events tell how far it came. */
function useReached(fleetId: string, status: string): number {
  const isOnWay = way.some((name) => name === status);
  const { data } = useCall("DescribeFleetEvents", { FleetId: fleetId, Limit: 100 }, { isEnabled: !isOnWay });
  if (isOnWay) return way.findIndex((name) => name === status);
  const passed = (data?.Events ?? []).map(({ EventCode }) =>
    way.findIndex((name) => EventCode === `FLEET_STATE_${name}`),
  );
  return Math.max(0, ...passed);
}
