import { InvalidArgumentError } from "commander";

/** A whole number that a flag takes, from `least` on. */
export const wholeNumber =
  (least: number) =>
  (text: string): number => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || !Number.isSafeInteger(value) || value < least)
      throw new InvalidArgumentError(`Give a whole number, ${String(least)} or more.`);
    return value;
  };

export interface KeyValue {
  readonly key: string;
  readonly value: string;
}

/** `KEY=VALUE`, as often as the flag is given; the value may hold further "=". */
export function keyValues(text: string, former: readonly KeyValue[] = []): readonly KeyValue[] {
  const mark = text.indexOf("=");
  if (mark < 1) throw new InvalidArgumentError("Give it as KEY=VALUE.");
  return [...former, { key: text.slice(0, mark), value: text.slice(mark + 1) }];
}

/** A flag that may be given several times. */
export const texts = (text: string, former: readonly string[] = []): readonly string[] => [...former, text];
