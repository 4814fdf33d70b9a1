export const states = ["search", "ALL", "ACTIVE", "ACTIVATING", "TERMINATING", "TERMINATED", "ERROR"] as const;

/** What is looked for; it stands in the page's address. */
export interface Wanted {
  /** "": none chosen yet. */
  readonly fleetId: string;
  /** `search`: ACTIVE ones, by expression. */
  readonly state: (typeof states)[number];
  readonly filter: string;
  readonly sort: string;
}

export const wantedIn = (search: URLSearchParams): Wanted => ({
  fleetId: search.get("fleet") ?? "",
  state: states.find((state) => state === search.get("state")) ?? "search",
  filter: search.get("filter") ?? "",
  sort: search.get("sort") ?? "",
});

export const searchOf = ({ fleetId, state, filter, sort }: Wanted): Record<string, string> => ({
  ...(fleetId !== "" && { fleet: fleetId }),
  ...(state !== "search" && { state }),
  ...(state === "search" && filter !== "" && { filter }),
  ...(state === "search" && sort !== "" && { sort }),
});
