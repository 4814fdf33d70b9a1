/** The disk did not take a change, or the data cannot be used. Nothing of the change was written. */
export class JournalError extends Error {
  override readonly name = "JournalError";
}

/** Another host has this data open: two on one folder would each forget what the other acknowledged. */
export class DataInUseError extends Error {
  override readonly name = "DataInUseError";
  constructor(readonly dataDir: string) {
    super(
      `cannot open the data in "${dataDir}": another host uses it; stop that one, or give this one its own folder with --data`,
    );
  }
}
