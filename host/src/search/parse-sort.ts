import { isNumberField, isTextField, numberFields, textFields } from "./filter.js";
import { directions, newestFirst, type Order } from "./order.js";
import { Reader } from "./reader.js";
import { quoted } from "./quoted.js";

const fields = [...Object.keys(textFields), ...Object.keys(numberFields)];

/**
 * Reads a SortExpression, `field [ASC|DESC]` (gse-semantics h): ascending unless told otherwise; one of nothing but blanks is
 * newest first.
 * @throws ExpressionError
 */
export function parseSort(expression: string): Order {
  const reader = new Reader(expression);
  if (reader.isAtEnd()) return newestFirst;
  const begin = reader.at;
  const field = reader.word();
  if (!isTextField(field) && !isNumberField(field)) {
    const found = field === "" ? reader.found() : quoted(field);
    throw reader.error(`found ${found}, and sessions are sorted by one of ${fields.join(", ")}`, begin);
  }
  reader.skipBlanks();
  const direction = reader.takesWord(...directions) ?? "ASC";
  if (!reader.isAtEnd())
    throw reader.error(`found ${reader.found()}, and ASC, DESC or the end must come after ${field}`);
  return { field, direction };
}
