import { expect, test } from "vitest";
import { sorted, type Column } from "../../src/parts/table/column.js";

interface Row {
  readonly name: string;
  readonly size: number;
}
const columns: readonly Column<Row>[] = [
  { key: "name", title: "Name", show: ({ name }) => name, sortBy: ({ name }) => name },
  { key: "size", title: "Size", show: ({ size }) => size, sortBy: ({ size }) => size },
  { key: "fixed", title: "Fixed", show: () => "" },
];
const rows: readonly Row[] = [
  { name: "room 10", size: 9 },
  { name: "room 9", size: 10 },
  { name: "Lobby", size: 9 },
];
const names = (key: string, isDescending = false) =>
  sorted(rows, columns, { key, isDescending }).map(({ name }) => name);

test("text is sorted as people count, numbers by their value", () => {
  expect(names("name")).toEqual(["Lobby", "room 9", "room 10"]);
  expect(names("size", true)).toEqual(["room 9", "room 10", "Lobby"]);
});

test("equal rows stay as they came, and so do all where there is nothing to sort by", () => {
  expect(names("size")).toEqual(["room 10", "Lobby", "room 9"]);
  expect(names("fixed")).toEqual(["room 10", "room 9", "Lobby"]);
});
