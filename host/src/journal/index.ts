export { DataInUseError, JournalError } from "./errors.js";
export { SqliteJournal } from "./sqlite-journal.js";
