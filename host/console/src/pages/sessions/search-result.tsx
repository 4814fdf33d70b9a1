import { ApiError } from "../../api/api-error.js";
import { usePages } from "../../api/use-pages.js";
import { useWords } from "../../i18n/language.js";
import { Notice } from "../../parts/notice.js";
import { SearchError } from "./search-error.js";
import { SessionList } from "./session-list.js";
import type { Wanted } from "./wanted.js";
import { sessionWords } from "./words.js";

export interface ResultProps {
  readonly wanted: Wanted;
  readonly onOpen: (id: string) => void;
}

/** ACTIVE sessions that fit an expression. */
export function SearchResult({ wanted: { fleetId, filter, sort }, onOpen }: ResultProps) {
  const t = useWords(sessionWords);
  const pages = usePages("SearchGameServerSessions", {
    FleetId: fleetId,
    ...(filter !== "" && { FilterExpression: filter }),
    ...(sort !== "" && { SortExpression: sort }),
  });
  const { error } = pages.query;
  if (error instanceof ApiError && SearchError.canShow(error))
    return <SearchError error={error} filter={filter} sort={sort} />;
  return (
    <SessionList
      pages={pages}
      onOpen={onOpen}
      empty={<Notice tone="plain" title={t.noneFound} text={t.noneFoundText} />}
    />
  );
}
