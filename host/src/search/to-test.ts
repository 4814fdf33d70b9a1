import {
  flagFields,
  numberFields,
  textFields,
  type Comparison,
  type Condition,
  type Filter,
  type Searchable,
} from "./filter.js";

type Test = (session: Searchable) => boolean;

/** The filter as a function, to be used on many sessions; no deeper than the expression was. */
export function toTest(filter: Filter): Test {
  switch (filter.kind) {
    case "and": {
      const tests = filter.of.map(toTest);
      return (session) => tests.every((test) => test(session));
    }
    case "or": {
      const tests = filter.of.map(toTest);
      return (session) => tests.some((test) => test(session));
    }
    case "not": {
      const test = toTest(filter.of);
      return (session) => !test(session);
    }
    case "text":
    case "number":
    case "flag":
    case "property":
      return conditionTest(filter);
  }
}

function conditionTest(condition: Condition): Test {
  const { operator, value } = condition;
  // A session without the property is none where it equals, and one where it does not (gse-semantics m-31).
  const isWanted = operator === "=";
  switch (condition.kind) {
    case "text": {
      const textOf = textFields[condition.field];
      return (session) => (textOf(session) === value) === isWanted;
    }
    case "flag": {
      const flagOf = flagFields[condition.field];
      return (session) => (flagOf(session) === value) === isWanted;
    }
    case "property": {
      const { key } = condition;
      return ({ gameProperties }) => gameProperties.some((one) => one.key === key && one.value === value) === isWanted;
    }
    case "number": {
      const numberOf = numberFields[condition.field];
      const compares = compare[condition.operator];
      const wanted = condition.value;
      return (session) => compares(numberOf(session), wanted);
    }
  }
}

const compare: Readonly<Record<Comparison, (a: number, b: number) => boolean>> = {
  "=": (a, b) => a === b,
  "<>": (a, b) => a !== b,
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
};
