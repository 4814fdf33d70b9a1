/** What the process was told from outside (design: "environment of a process"). "" counts as not set. */
export interface Environment {
  /** GSE_AGENT_ADDRESS: `host:port` or `unix:/path`. */
  readonly agentAddress: string | undefined;
  /** GSE_PROCESS_TOKEN: proves to the agent that this is the process it started. */
  readonly processToken: string | undefined;
  /**
   * GSE_LOG_LEVEL: shows what the SDK does where no `logger` is given, as JSON lines on stderr: "error", "warn", "info" or, with
   * every call and callback, "debug".
   */
  readonly logLevel: string | undefined;
  readonly pid: number;
}

export const readEnvironment = (): Environment => ({
  agentAddress: nonEmpty(process.env["GSE_AGENT_ADDRESS"]),
  processToken: nonEmpty(process.env["GSE_PROCESS_TOKEN"]),
  logLevel: nonEmpty(process.env["GSE_LOG_LEVEL"]),
  pid: process.pid,
});

const nonEmpty = (value: string | undefined): string | undefined => (value === "" ? undefined : value);
