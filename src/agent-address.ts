import { GseError } from "./model/index.js";
import { parseAddress } from "./wire/address.js";

/** Where every instance's agent listens (gse-semantics b.1). */
const DEFAULT_ADDRESS = "127.0.0.1:5758";

export interface AgentAddress {
  readonly address: string;
  /** Who set it, in words for error messages. */
  readonly origin: string;
}

/** The option, else GSE_AGENT_ADDRESS, else the default. */
export function findAgentAddress(option: string | undefined, variable: string | undefined): AgentAddress {
  if (option !== undefined) return checked(option, "from the option agentAddress");
  if (variable !== undefined) return checked(variable, "from GSE_AGENT_ADDRESS");
  return { address: DEFAULT_ADDRESS, origin: "the default; neither agentAddress nor GSE_AGENT_ADDRESS is set" };
}

function checked(address: string, origin: string): AgentAddress {
  const parsed = parseAddress(address);
  if (parsed === undefined || ("port" in parsed && parsed.port === 0))
    throw new GseError(
      "BAD_REQUEST_EXCEPTION",
      `cannot use the agent address "${address}" (${origin}): it must be "host:port" or "unix:/path"`,
    );
  return { address, origin };
}
