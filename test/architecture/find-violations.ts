import { posix } from "node:path";
import ts from "typescript";
import { isOnlyNames, readImports } from "./read-imports.js";
import type { Room } from "./rooms.js";

type Rooms = Readonly<Record<string, Room>>;

/** The name of the room that a file is in: the longest that fits. */
export function roomOf(file: string, rooms: Rooms): string | undefined {
  const fits = (name: string): boolean =>
    file === name || file.startsWith(`${name}/`) || `${posix.dirname(file)}/*` === name;
  return Object.keys(rooms)
    .filter(fits)
    .sort((a, b) => b.length - a.length)[0];
}

/** What the files of a source tree, by path, do against the table; each a sentence that begins with its place. */
export function findViolations(files: ReadonlyMap<string, string>, rooms: Rooms): readonly string[] {
  return [...files].flatMap(([file, text]) => violationsIn(file, text, rooms));
}

function violationsIn(file: string, text: string, rooms: Rooms): readonly string[] {
  const name = roomOf(file, rooms);
  const room = name === undefined ? undefined : rooms[name];
  if (name === undefined || room === undefined) return [`${file} is in no room; list its room in rooms.ts`];

  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const violations: string[] = [];
  if (room.isDoor === true && !isOnlyNames(source))
    violations.push(`${file} holds more than names; a door has nothing but \`export { … } from\``);
  for (const { specifier, line } of readImports(source)) {
    const what = whatIsWrong(file, specifier, name, room, rooms);
    if (what !== undefined) violations.push(`${file}:${line} ${what}`);
  }
  return violations;
}

function whatIsWrong(
  file: string,
  specifier: string | undefined,
  name: string,
  room: Room,
  rooms: Rooms,
): string | undefined {
  if (specifier === undefined) return "imports what only the run time knows; write the name of the module";
  if (specifier === "node:module")
    return `imports "${specifier}", with which it could import what this test cannot see`;
  if (!specifier.startsWith(".")) {
    const isAllowed = (room.packages ?? []).some((allowed) =>
      allowed.endsWith("*") ? specifier.startsWith(allowed.slice(0, -1)) : specifier === allowed,
    );
    return isAllowed ? undefined : `imports "${specifier}"; ${name} may import ${list(room.packages ?? [])}`;
  }
  const target = posix.join(posix.dirname(file), specifier).replace(/\.js$/, ".ts");
  const targetName = roomOf(target, rooms);
  if (targetName === undefined) return `imports "${specifier}", which is in no room`;
  if (targetName === name || room.rooms.includes(targetName)) return undefined;
  return `imports "${specifier}" of ${targetName}; ${name} may import ${list(room.rooms)}`;
}

const list = (names: readonly string[]): string => (names.length === 0 ? "none" : names.join(", "));

/** A walk along the arrows that comes back to its start, or undefined. */
export function findCircle(rooms: Rooms): readonly string[] | undefined {
  const isDone = new Set<string>();
  const walk = (name: string, path: readonly string[]): readonly string[] | undefined => {
    if (path.includes(name)) return [...path.slice(path.indexOf(name)), name];
    if (isDone.has(name)) return undefined;
    for (const next of rooms[name]?.rooms ?? []) {
      const circle = walk(next, [...path, name]);
      if (circle !== undefined) return circle;
    }
    isDone.add(name);
    return undefined;
  };
  for (const name of Object.keys(rooms)) {
    const circle = walk(name, []);
    if (circle !== undefined) return circle;
  }
  return undefined;
}
