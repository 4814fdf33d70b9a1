/** What the process was told from outside (design: "environment of a process"). "" counts as not set. */
export interface Environment {
  /** GSE_AGENT_ADDRESS: `host:port` or `unix:/path`. */
  readonly agentAddress: string | undefined;
  /** GSE_PROCESS_TOKEN: proves to the agent that this is the process it started. */
  readonly processToken: string | undefined;
  readonly pid: number;
}

export const readEnvironment = (): Environment => ({
  agentAddress: nonEmpty(process.env["GSE_AGENT_ADDRESS"]),
  processToken: nonEmpty(process.env["GSE_PROCESS_TOKEN"]),
  pid: process.pid,
});

const nonEmpty = (value: string | undefined): string | undefined => (value === "" ? undefined : value);
