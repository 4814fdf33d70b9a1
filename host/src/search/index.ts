export { ExpressionError } from "./expression-error.js";
export { parseFilter } from "./parse-filter.js";
export { parseSort } from "./parse-sort.js";
export { makeSearchToken, readSearchToken } from "./search-token.js";
export type { Place } from "./order.js";
export { search } from "./search.js";
