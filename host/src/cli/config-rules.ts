import { nearest } from "../params/nearest.js";
import { usageError } from "./exit.js";

/** Where in a config file something stands: the file, and the keys on the way. */
export interface ConfigPlace {
  readonly file: string;
  readonly keys: readonly string[];
}

/** Reads one value of a config file. @throws CliError that names the place, what was found and what is wanted */
export type Rule<T> = (value: unknown, place: ConfigPlace) => T;

/** What a section of a config file reads as: each key that was given, by its rule. */
export type Read<Rules extends Readonly<Record<string, Rule<unknown>>>> = {
  readonly [Key in keyof Rules]?: ReturnType<Rules[Key]>;
};

/** An object whose keys have each a rule, and no others. */
export const section =
  <Rules extends Readonly<Record<string, Rule<unknown>>>>(rules: Rules): Rule<Read<Rules>> =>
  (value, place) => {
    if (!isObject(value)) throw wrong(value, place, `an object of ${Object.keys(rules).join(", ")}`);
    const found = Object.entries(value).map(([key, content]) => {
      const inside = { ...place, keys: [...place.keys, key] };
      const rule = Object.hasOwn(rules, key) ? rules[key] : undefined;
      if (rule === undefined) throw unknownKey(inside, Object.keys(rules));
      return [key, rule(content, inside)] as const;
    });
    // Each by the rule of its key: the compiler cannot follow that through entries.
    return Object.fromEntries(found) as Read<Rules>;
  };

/** An object whose keys are the operator's own. @param of as the end of a sentence: "fleets and numbers" */
export const mapOf =
  <T>(rule: Rule<T>, of: string): Rule<Readonly<Record<string, T>>> =>
  (value, place) => {
    if (!isObject(value)) throw wrong(value, place, `an object of ${of}`);
    return Object.fromEntries(
      Object.entries(value).map(([key, content]) => [key, rule(content, { ...place, keys: [...place.keys, key] })]),
    );
  };

/** A whole number from `least` to `most`. */
export const whole =
  (least: number, most: number): Rule<number> =>
  (value, place) => {
    if (typeof value === "number" && Number.isInteger(value) && value >= least && value <= most) return value;
    throw wrong(value, place, `a whole number from ${String(least)} to ${String(most)}`);
  };

export const text: Rule<string> = (value, place) => {
  if (typeof value === "string" && value !== "") return value;
  const isBare = typeof value === "number" || typeof value === "boolean";
  throw wrong(value, place, isBare ? `a text in quotes, "${String(value)}"` : "a text in quotes");
};

export const oneOf =
  <const Word extends string>(...words: readonly Word[]): Rule<Word> =>
  (value, place) => {
    const word = words.find((one) => one === value);
    if (word !== undefined) return word;
    const meant = typeof value === "string" ? nearest(value, words) : undefined;
    throw wrong(value, place, words.map((one) => `"${one}"`).join(" or "), meant);
  };

/** @param wanted as the end of a sentence: "a text" */
export function wrong(value: unknown, { file, keys }: ConfigPlace, wanted: string, meant?: string) {
  const where = keys.length === 0 ? "it" : `"${keys.join(".")}"`;
  const found = JSON.stringify(value).slice(0, 60);
  return usageError(`--config "${file}": ${where} is ${found}: give ${wanted}${asked(meant)}`);
}

function unknownKey({ file, keys }: ConfigPlace, known: readonly string[]) {
  const [last = ""] = keys.slice(-1);
  const where = keys.length > 1 ? ` in "${keys.slice(0, -1).join(".")}"` : "";
  const meant = nearest(last, known);
  const instead = meant === undefined ? `; the keys are ${known.join(", ")}` : asked(meant);
  return usageError(`--config "${file}": there is no key "${last.slice(0, 60)}"${where}${instead}`);
}

const asked = (meant: string | undefined): string => (meant === undefined ? "" : `; did you mean "${meant}"?`);

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
