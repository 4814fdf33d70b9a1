/** One `name=value` of a form or query, decoded. */
export type FormField = readonly [name: string, value: string];

export const parseForm = (text: string): readonly FormField[] => [...new URLSearchParams(text)];

/** The first value of that name; forms of honest clients hold each name once. */
export function fieldOf(fields: readonly FormField[], name: string): string | undefined {
  return fields.find(([fieldName]) => fieldName === name)?.[1];
}
