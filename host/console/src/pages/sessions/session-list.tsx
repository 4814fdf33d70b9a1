import { useMemo, type ReactNode } from "react";
import type { GameServerSession } from "../../api/catalogue.js";
import type { Pages } from "../../api/use-pages.js";
import { useWords } from "../../i18n/language.js";
import { Asked } from "../../parts/asked.js";
import { DataTable } from "../../parts/table/data-table.js";
import { useSessionColumns } from "./use-session-columns.js";
import { sessionWords } from "./words.js";

export interface SessionListProps {
  readonly pages: Pages<"SearchGameServerSessions"> | Pages<"DescribeGameServerSessions">;
  readonly onOpen: (id: string) => void;
  readonly empty: ReactNode;
}

/** Sessions, fetched as far as one scrolls; ten thousand of them too. */
export function SessionList({ pages: { query, hasMore, more }, onOpen, empty }: SessionListProps) {
  const t = useWords(sessionWords);
  const columns = useSessionColumns(onOpen);
  const { data } = query;
  const sessions = useMemo(() => (data?.pages ?? []).flatMap((page) => page.GameServerSessions), [data]);
  return (
    <Asked query={query}>
      {() => (
        <DataTable
          label={t.list}
          rows={sessions}
          columns={columns}
          keyOf={idOf}
          empty={empty}
          onNearEnd={more}
          foot={
            <p className="data-table-note" role="status">
              {t.loaded(sessions.length, hasMore)}
            </p>
          }
        />
      )}
    </Asked>
  );
}

const idOf = ({ GameServerSessionId }: GameServerSession): string => GameServerSessionId;
