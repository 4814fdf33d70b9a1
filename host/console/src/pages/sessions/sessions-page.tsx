import { useCallback } from "react";
import { Link, useSearchParams } from "react-router";
import { useWords } from "../../i18n/language.js";
import { useLive } from "../../live/use-live.js";
import { Card } from "../../parts/card.js";
import { Loading } from "../../parts/loading.js";
import { Notice } from "../../parts/notice.js";
import { PageHeader } from "../../parts/page-header.js";
import { CreateSessionButton } from "./create-session.js";
import { SearchForm } from "./search-form.js";
import { SearchResult } from "./search-result.js";
import { SessionDialog } from "./session-dialog.js";
import { StateResult } from "./state-result.js";
import { useKnownFleets } from "./use-known-fleets.js";
import { searchOf, wantedIn, type Wanted } from "./wanted.js";
import { sessionWords } from "./words.js";
import "./sessions-page.css";

/** `/sessions`, with what is looked for behind it; `?session=` opens one, whatever the list shows. */
export default function SessionsPage() {
  const t = useWords(sessionWords);
  const isDev = useLive(({ hello }) => hello?.Mode === "dev");
  const [search, setSearch] = useSearchParams();
  const { fleets, isLoading } = useKnownFleets();
  const asked = wantedIn(search);
  const wanted = { ...asked, fleetId: asked.fleetId || (fleets[0]?.id ?? "") };
  const opened = search.get("session");
  const open = useCallback(
    (id: string) =>
      setSearch((before) => {
        const next = new URLSearchParams(before);
        next.set("session", id);
        return next;
      }),
    [setSearch],
  );
  const look = (next: Wanted): void => setSearch(searchOf(next), { replace: true });
  return (
    <>
      <PageHeader
        title={t.title}
        text={t.text}
        actions={wanted.fleetId === "" ? undefined : <CreateSessionButton fleetId={wanted.fleetId} onCreated={open} />}
      />
      {isLoading ? (
        <Card>
          <Loading />
        </Card>
      ) : wanted.fleetId === "" && !isDev ? (
        <Card>
          <Notice tone="plain" title={t.noFleet} text={t.noFleetText} action={<Link to="/fleets">{t.toFleets}</Link>} />
        </Card>
      ) : (
        <div className="session-page">
          <Card>
            <SearchForm wanted={wanted} onWanted={look} />
          </Card>
          <Card isFlush>
            {wanted.fleetId === "" ? (
              <Notice tone="plain" title={t.fleetNeeded} text={t.fleetHint} />
            ) : wanted.state === "search" ? (
              <SearchResult wanted={wanted} onOpen={open} />
            ) : (
              <StateResult wanted={wanted} onOpen={open} />
            )}
          </Card>
        </div>
      )}
      {opened !== null && (
        <SessionDialog
          id={opened}
          onClose={() =>
            setSearch((before) => {
              const next = new URLSearchParams(before);
              next.delete("session");
              return next;
            })
          }
        />
      )}
    </>
  );
}
