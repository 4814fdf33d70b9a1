/** What a session's game does, decided by who creates it and told in its GameServerSessionData. */
export interface Plan {
  /** How long OnStartGameServerSession takes: that long the session is ACTIVATING. */
  readonly activatesAfterMs: number;
  /** The match ends by itself after that long; null: when a player says "finish", or the session is ended from outside. */
  readonly lastsMs: number | null;
  /** Then the process takes the next session, says ProcessEnding and exits, or crashes with the session. */
  readonly then: "next" | "leave" | "crash";
}

export const planText = (plan: Plan): string => JSON.stringify(plan);

export const readPlan = (text: string): Plan => JSON.parse(text) as Plan;
