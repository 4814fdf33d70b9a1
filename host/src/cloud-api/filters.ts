import type { ActionName, Filter } from "../gen/cloud-api.js";
import type { Tag } from "../model/index.js";
import { refusalOf } from "./error-codes.js";

/** What a list may be filtered by. */
export interface Filtered {
  readonly id: string;
  readonly name: string;
  readonly tags: readonly Tag[];
}

/**
 * Tells whether a thing passes every filter: `resource:name` and `resource:resourceId` by their one value, `tag:key` by a tag of
 * any of these keys (without values: by any tag), `tag:key-value` by any of these `key:value` (gse-semantics d.10).
 * @throws ApiRefusal for a filter without a key
 */
export function createFilter(action: ActionName, filters: readonly Filter[] | undefined): (thing: Filtered) => boolean {
  const tests = (filters ?? []).map(({ Key: key, Values: values = [] }, index) => {
    if (key === undefined)
      throw refusalOf(action, {
        kind: "missing-value",
        message: `the parameter "Filters.${String(index)}.Key" is missing: give one, or leave the filter out`,
      });
    return testOf(key, values);
  });
  return (thing) => tests.every((passes) => passes(thing));
}

function testOf(key: Exclude<Filter["Key"], undefined>, values: readonly string[]): (thing: Filtered) => boolean {
  switch (key) {
    case "resource:name":
      return ({ name }) => values.includes(name);
    case "resource:resourceId":
      return ({ id }) => values.includes(id);
    case "tag:key":
      return ({ tags }) => tags.some((tag) => values.length === 0 || values.includes(tag.key));
    case "tag:key-value":
      return ({ tags }) => tags.some((tag) => values.includes(`${tag.key}:${tag.value}`));
  }
}
