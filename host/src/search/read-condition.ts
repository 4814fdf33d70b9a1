import {
  comparisons,
  equalities,
  flagFields,
  isFlagField,
  isNumberField,
  isTextField,
  numberFields,
  PROPERTIES,
  textFields,
  type Condition,
} from "./filter.js";
import type { Reader } from "./reader.js";
import { quoted } from "./quoted.js";

const fields = [...Object.keys(textFields), ...Object.keys(numberFields), ...Object.keys(flagFields)];

/** `field operator value`, and the blanks behind it. @throws ExpressionError */
export function readCondition(reader: Reader): Condition {
  const begin = reader.at;
  const field = reader.word();
  if (field === "" || isKeyword(field)) {
    const found = field === "" ? reader.found() : quoted(field);
    throw reader.error(`found ${found}, and a condition such as playerSessionCount>=2 must come here`, begin);
  }
  const condition = readComparison(reader, field, begin);
  reader.skipBlanks();
  return condition;
}

function readComparison(reader: Reader, field: string, begin: number): Condition {
  if (isTextField(field)) {
    const operator = readOperator(reader, field, equalities);
    return { kind: "text", field, operator, value: readText(reader, field) };
  }
  if (isNumberField(field)) {
    const operator = readOperator(reader, field, comparisons);
    return { kind: "number", field, operator, value: readNumber(reader, field) };
  }
  if (isFlagField(field)) {
    const operator = readOperator(reader, field, equalities);
    return { kind: "flag", field, operator, value: readFlag(reader, field) };
  }
  const key = readKey(reader, field, begin);
  const name = `${PROPERTIES}.${key}`;
  const operator = readOperator(reader, name, equalities);
  return { kind: "property", key, operator, value: readText(reader, name) };
}

/** Of `gameServerSessionProperties.KEY`; a key that no bare word can be stands in quotes. */
function readKey(reader: Reader, field: string, begin: number): string {
  const beginning = `${PROPERTIES}.`;
  if (field === beginning && reader.isNext("'")) return reader.quoted();
  if (field === PROPERTIES || field === beginning)
    throw reader.error(`"${PROPERTIES}" needs the key of a property: write ${beginning}KEY='value'`, begin);
  if (!field.startsWith(beginning)) throw reader.error(unknownField(field), begin);
  return field.slice(beginning.length);
}

function unknownField(found: string): string {
  const all = `${fields.join(", ")} and ${PROPERTIES}.KEY`;
  const meant = fields.find((field) => field.toLowerCase() === found.toLowerCase());
  const shown = named(found);
  return meant === undefined
    ? `there is no field ${shown}: search by ${all}`
    : `there is no field ${shown}, but "${meant}": write it with the same capitals`;
}

const named = (field: string): string => quoted(field);

const isKeyword = (word: string): boolean => /^(?:AND|OR|NOT)$/i.test(word);

/** What people write who know it from elsewhere. */
const otherwise: Readonly<Record<string, string>> = { "==": "=", "!=": "<>", "=>": ">=", "=<": "<=" };

function readOperator<Operator extends string>(reader: Reader, field: string, allowed: readonly Operator[]): Operator {
  reader.skipBlanks();
  const at = reader.at;
  const found = reader.operator();
  const operator = allowed.find((one) => one === found);
  if (operator !== undefined) {
    reader.skipBlanks();
    return operator;
  }
  const shown = named(field);
  if (found === "") throw reader.error(`found ${reader.found()}, and ${oneOf(allowed)} must come after ${shown}`);
  const meant = Object.hasOwn(otherwise, found) ? otherwise[found] : undefined;
  const hint = allowed.some((one) => one === meant) ? `write ${String(meant)}` : `it takes ${oneOf(allowed)}`;
  throw reader.error(`${shown} takes no "${found.slice(0, 8)}": ${hint}`, at);
}

const oneOf = (words: readonly string[]): string => `${words.slice(0, -1).join(", ")} or ${words.at(-1) ?? ""}`;

function readText(reader: Reader, field: string): string {
  return readValue(reader, `${named(field)} is compared with a text, as in 'lobby'`).value;
}

function readNumber(reader: Reader, field: string): number {
  const wanted = `${named(field)} is compared with a number, as in 10`;
  const { value, isQuoted, at } = readValue(reader, wanted);
  if (isQuoted && isNumber(value)) throw reader.error(`${wanted}: take the quotes away`, at);
  if (isQuoted || !isNumber(value)) throw reader.error(`found ${shownValue(value)}, and ${wanted}`, at);
  return Number(value);
}

const isNumber = (text: string): boolean => /^-?\d+(?:\.\d+)?$/.test(text) && Number.isFinite(Number(text));

/** GSE calls it a text that is true or false, so it may stand in quotes. */
function readFlag(reader: Reader, field: string): boolean {
  const wanted = `${named(field)} is compared with true or false`;
  const { value, at } = readValue(reader, wanted);
  if (/^true$/i.test(value)) return true;
  if (/^false$/i.test(value)) return false;
  throw reader.error(`found ${shownValue(value)}, and ${wanted}`, at);
}

const shownValue = (value: string): string => quoted(value, 40);

interface Value {
  readonly value: string;
  readonly isQuoted: boolean;
  readonly at: number;
}

function readValue(reader: Reader, wanted: string): Value {
  const at = reader.at;
  if (reader.isNext("'")) return { value: reader.quoted(), isQuoted: true, at };
  if (["=", "<", ">"].some((one) => reader.isNext(one)))
    throw reader.error(`found ${reader.found()}, and ${wanted}; a text that begins so stands in quotes`, at);
  const found = reader.found();
  const value = reader.bareValue();
  if (value === "" || isKeyword(value)) throw reader.error(`found ${found}, and ${wanted}`, at);
  return { value, isQuoted: false, at };
}
