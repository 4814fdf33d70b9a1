import { useQueries } from "@tanstack/react-query";
import type { FleetEvent } from "../../api/catalogue.js";
import { hostNow } from "../../api/post-signed.js";
import { useAccess } from "../../api/use-gse.js";
import { useWords } from "../../i18n/language.js";
import { isTrouble } from "../../live/news.js";
import { toMs } from "../../parts/time-text.js";
import type { Floor, FloorPart } from "./use-floor.js";
import { words } from "./words.js";

export interface Problem {
  readonly key: string;
  readonly tone: "bad" | "warning";
  readonly text: string;
  /** Where one sees more of it. */
  readonly to?: string;
  /** As the cloud writes it. */
  readonly at?: string;
}

const RECENT_MS = 3_600_000;
const LOOKED_INTO = 12;

/** Fleets in error, processes that are not well, fleets that are full, and what failed within the hour. */
export function useProblems({ parts }: Floor): readonly Problem[] {
  const t = useWords(words).wrongText;
  const names = new Map(parts.flatMap(({ fleet }) => (fleet === undefined ? [] : [[fleet.FleetId, fleet.Name]])));
  const events = useRecentEvents(parts);
  return [
    ...parts.flatMap((part) => problemsOf(part, t)),
    ...events
      .filter(({ EventCode, EventTime }) => isTrouble(EventCode) && (toMs(EventTime) ?? 0) > hostNow() - RECENT_MS)
      .map((event): Problem => ({
        key: event.EventId,
        tone: "warning",
        text: t.event(names.get(event.ResourceId) ?? event.ResourceId, event.Message),
        to: `/fleets/${event.ResourceId}/events`,
        at: event.EventTime,
      })),
  ];
}

function problemsOf({ fleet, processes }: FloorPart, t: (typeof words)["en"]["wrongText"]): readonly Problem[] {
  const found: Problem[] = [];
  const to = fleet === undefined ? {} : { to: `/fleets/${fleet.FleetId}/events` };
  if (fleet?.Status === "ERROR")
    found.push({ key: `${fleet.FleetId} error`, tone: "bad", text: t.error(fleet.Name), ...to });
  const ready = processes.filter(({ Status }) => Status === "ACTIVE");
  const shielded = ready.filter(({ IsShielded }) => IsShielded).length;
  if (shielded > 0)
    found.push({
      key: `${fleet?.FleetId ?? ""} shielded`,
      tone: "bad",
      text: t.shielded(shielded, fleet?.Name ?? t.attached),
      ...to,
    });
  const isFull = ready.length > 0 && ready.every(({ SessionId, IsShielded }) => SessionId !== null || IsShielded);
  if (fleet?.Status === "ACTIVE" && isFull && ready.length > shielded)
    found.push({
      key: `${fleet.FleetId} full`,
      tone: "warning",
      text: t.full(fleet.Name),
      to: `/fleets/${fleet.FleetId}`,
    });
  return found;
}

function useRecentEvents(parts: readonly FloorPart[]): readonly FleetEvent[] {
  const { gse, region } = useAccess();
  const fleetIds = parts.flatMap(({ fleet }) => (fleet === undefined ? [] : [fleet.FleetId])).slice(0, LOOKED_INTO);
  return useQueries({
    queries: fleetIds.map((FleetId) => {
      const request = { FleetId, Limit: 20 };
      return {
        queryKey: ["DescribeFleetEvents", region, request],
        queryFn: () => gse.call("DescribeFleetEvents", request, { region }),
      };
    }),
    combine: (answers) => answers.flatMap(({ data }) => data?.Events ?? []),
  });
}
