import type { FleetAttributes, FleetCapacity } from "../../../api/catalogue.js";
import { useCommand } from "../../../api/use-call.js";
import { useWords } from "../../../i18n/language.js";
import { ApiCall } from "../../../parts/api-call.js";
import { Card } from "../../../parts/card.js";
import { ErrorText } from "../../../parts/error-text.js";
import { Segmented } from "../../../parts/segmented.js";
import { useWanted } from "../../../parts/use-wanted.js";
import { InstanceBar } from "../tabs/instance-bar.js";
import { scalingWords } from "./words.js";
import "./scaling.css";

export interface ModeCardProps {
  readonly fleet: FleetAttributes;
  readonly counts: FleetCapacity["InstanceCounts"];
  /** Of the fleet: with none, the desired number decides in both modes. */
  readonly policies: number;
}

export const isByHand = ({ StoppedActions }: FleetAttributes): boolean => StoppedActions.includes("AUTO_SCALING");

/** The size as it is, and who decides on it. */
export function ModeCard({ fleet, counts, policies }: ModeCardProps) {
  const t = useWords(scalingWords);
  const start = useCommand("StartFleetActions");
  const stop = useCommand("StopFleetActions");
  const mode = useWanted<"byHand" | "byItself">(isByHand(fleet) ? "byHand" : "byItself");
  const { FleetId } = fleet;
  const request = { FleetId, Actions: ["AUTO_SCALING"] as const };
  const error = start.error ?? stop.error;

  function choose(wanted: "byHand" | "byItself"): void {
    start.reset();
    stop.reset();
    mode.want(wanted);
    const { mutate } = wanted === "byHand" ? stop : start;
    mutate(request, { onError: mode.forget });
  }

  return (
    <Card title={t.now}>
      <div className="scaling-mode">
        <InstanceBar counts={counts} />
        <div className="scaling-mode-choice">
          <Segmented
            label={t.who}
            value={mode.shown}
            onChange={choose}
            options={(["byHand", "byItself"] as const).map((value) => ({ value, text: t[value] }))}
          />
          <p>{mode.shown === "byHand" ? t.byHandText : policies > 0 ? t.byPoliciesText : t.byNothingText}</p>
        </div>
        {error !== null && <ErrorText error={error} />}
        <ApiCall action={mode.shown === "byHand" ? "StartFleetActions" : "StopFleetActions"} request={request} />
      </div>
    </Card>
  );
}
