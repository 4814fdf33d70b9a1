import type { ApiError } from "../../api/api-error.js";
import { inBothLanguages, useWords } from "../../i18n/language.js";
import "./search-error.css";

const words = inBothLanguages(
  {
    title: (column: number) => `The expression cannot be read at column ${column}`,
    pointer: (column: number) => `Column ${column}`,
  },
  {
    title: (column: number) => `表达式在第 ${column} 列无法解析`,
    pointer: (column: number) => `第 ${column} 列`,
  },
);

export interface SearchErrorProps {
  readonly error: ApiError;
  readonly filter: string;
  readonly sort: string;
}

/** Shows where an expression goes wrong, and what would do there. */
export function SearchError({ error, filter, sort }: SearchErrorProps) {
  const t = useWords(words);
  const { parameter, column, reason } = placeIn(error) ?? { parameter: "", column: 1, reason: error.message };
  // By characters, as the host counts: an emoji is one.
  const characters = Array.from(parameter === "SortExpression" ? sort : filter);
  const at = characters[column - 1] ?? " ";
  return (
    <div className="search-error" role="alert">
      <strong>{t.title(column)}</strong>
      <pre>
        <code>
          {characters.slice(0, column - 1).join("")}
          <mark aria-label={t.pointer(column)} data-column={column}>
            {at}
          </mark>
          {characters.slice(column).join("")}
        </code>
      </pre>
      <p>{reason}</p>
    </div>
  );
}

SearchError.canShow = (error: ApiError): boolean => placeIn(error) !== undefined;

function placeIn({ message }: ApiError) {
  const [, parameter, column, reason] =
    /^the parameter "(FilterExpression|SortExpression)" is wrong at column (\d+): (.*)$/s.exec(message) ?? [];
  if (parameter === undefined || column === undefined || reason === undefined) return undefined;
  return { parameter, column: Number(column), reason };
}
