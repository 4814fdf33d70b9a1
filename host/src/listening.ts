import { GseError } from "gse-server-sdk";

/** A door of the host, by the flag that says where it is. */
type Listener = "api" | "agent" | "udp-ping";

/** Something else listens there already. */
export class AddressInUseError extends Error {
  override readonly name = "AddressInUseError";
  constructor(
    readonly what: Listener,
    readonly address: string,
    options: ErrorOptions,
  ) {
    super(
      `cannot listen for the ${listenerNames[what]} on ${address}: the address is in use; ` +
        `end what uses it, or give another one with --${what} (port 0 picks a free one)`,
      options,
    );
  }
}

const listenerNames = { api: "cloud API", agent: "agent", "udp-ping": "latency probe" };

/** Nobody can listen there. */
export class AddressUnavailableError extends Error {
  override readonly name = "AddressUnavailableError";
  constructor(
    readonly what: Listener,
    readonly address: string,
    options: { readonly cause: Error },
  ) {
    super(`cannot start the ${listenerNames[what]}: ${options.cause.message.replace(/^\[\w+\] /, "")}`, options);
  }
}

/** What `open` finds in its way, told as one of both. @throws AddressInUseError, AddressUnavailableError; what else it throws */
export async function listening<T>(what: Listener, address: string, open: () => Promise<T>): Promise<T> {
  try {
    return await open();
  } catch (error) {
    if (isAddressInUse(error)) throw new AddressInUseError(what, address, { cause: error });
    if (isUnavailable(error)) throw new AddressUnavailableError(what, address, { cause: error });
    throw error;
  }
}

const isAddressInUse = (error: unknown): boolean =>
  error instanceof Error &&
  (("code" in error && error.code === "EADDRINUSE") || (isUnavailable(error) && isAddressInUse(error.cause)));

/** Of the agent's listener. */
const isUnavailable = (error: unknown): error is GseError =>
  error instanceof GseError && error.code === "ADDRESS_UNAVAILABLE";
