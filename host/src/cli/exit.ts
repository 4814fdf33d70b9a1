/** What the exit code of `gse` says; every command keeps to it. */
export const exitCodes = {
  done: 0,
  /** The service refused; its Code was printed. Also: a check that did not pass. */
  refused: 1,
  /** The command cannot be carried out as it was written, or an address that it needs is taken. */
  usage: 2,
  /** No host answered. */
  unreachable: 3,
  /** Ended at once by a second Ctrl-C. */
  forced: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** The end of a command that did not do what was asked; the message is all that the person gets to read. */
export class CliError extends Error {
  override readonly name = "CliError";
  constructor(
    readonly exitCode: ExitCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

export const usageError = (message: string, options?: ErrorOptions): CliError =>
  new CliError(exitCodes.usage, message, options);
