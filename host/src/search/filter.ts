import type { GameServerSession } from "../model/index.js";

/** What a search looks at, of each session. */
export type Searchable = Pick<
  GameServerSession,
  "id" | "seq" | "name" | "maxPlayers" | "createdAtMs" | "currentPlayers" | "gameProperties"
>;

export const equalities = ["=", "<>"] as const;
export type Equality = (typeof equalities)[number];

export const comparisons = ["=", "<>", ">", ">=", "<", "<="] as const;
export type Comparison = (typeof comparisons)[number];

/** What sessions are asked for; parsed from a FilterExpression (gse-semantics h). */
export type Filter =
  /** Without any part it passes everything. */
  | { readonly kind: "and"; readonly of: readonly Filter[] }
  | { readonly kind: "or"; readonly of: readonly Filter[] }
  | { readonly kind: "not"; readonly of: Filter }
  | Condition;

export type Condition =
  | { readonly kind: "text"; readonly field: TextField; readonly operator: Equality; readonly value: string }
  | { readonly kind: "number"; readonly field: NumberField; readonly operator: Comparison; readonly value: number }
  | { readonly kind: "flag"; readonly field: FlagField; readonly operator: Equality; readonly value: boolean }
  | { readonly kind: "property"; readonly key: string; readonly operator: Equality; readonly value: string };

export const textFields = {
  gameServerSessionName: ({ name }: Searchable): string => name,
  gameServerSessionId: ({ id }: Searchable): string => id,
} as const;
export type TextField = keyof typeof textFields;

export const numberFields = {
  maximumSessions: ({ maxPlayers }: Searchable): number => maxPlayers,
  creationTimeMillis: ({ createdAtMs }: Searchable): number => createdAtMs,
  playerSessionCount: ({ currentPlayers }: Searchable): number => currentPlayers,
} as const;
export type NumberField = keyof typeof numberFields;

export const flagFields = {
  hasAvailablePlayerSessions: ({ currentPlayers, maxPlayers }: Searchable): boolean => currentPlayers < maxPlayers,
} as const;
export type FlagField = keyof typeof flagFields;

/** With a "." and a key behind it. */
export const PROPERTIES = "gameServerSessionProperties";

export const isTextField = (name: string): name is TextField => Object.hasOwn(textFields, name);
export const isNumberField = (name: string): name is NumberField => Object.hasOwn(numberFields, name);
export const isFlagField = (name: string): name is FlagField => Object.hasOwn(flagFields, name);
