import { usePages } from "../../api/use-pages.js";
import { useWords } from "../../i18n/language.js";
import { Notice } from "../../parts/notice.js";
import type { ResultProps } from "./search-result.js";
import { SessionList } from "./session-list.js";
import { sessionWords } from "./words.js";

/** Sessions of one state or of all, newest first. */
export function StateResult({ wanted: { fleetId, state }, onOpen }: ResultProps) {
  const t = useWords(sessionWords);
  const pages = usePages("DescribeGameServerSessions", {
    FleetId: fleetId,
    ...(state !== "search" && state !== "ALL" && { StatusFilter: state }),
  });
  return (
    <SessionList
      pages={pages}
      onOpen={onOpen}
      empty={
        <Notice
          tone="plain"
          title={state === "ALL" ? t.noneYet : t.none}
          text={state === "ALL" ? t.noneYetText : t.noneText}
        />
      }
    />
  );
}
