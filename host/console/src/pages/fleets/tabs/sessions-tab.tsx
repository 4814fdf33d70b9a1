import { useCallback, useState } from "react";
import { Link, useSearchParams } from "react-router";
import { useWords } from "../../../i18n/language.js";
import { Card } from "../../../parts/card.js";
import { SelectField } from "../../../parts/form/select-field.js";
import { statusNames } from "../../../parts/status-names.js";
import { CreateSessionButton } from "../../sessions/create-session.js";
import { SessionDialog } from "../../sessions/session-dialog.js";
import { StateResult } from "../../sessions/state-result.js";
import { states, type Wanted } from "../../sessions/wanted.js";
import type { TabProps } from "./tab.js";
import { tabWords } from "./words.js";
import "../../sessions/sessions-page.css";

const choices = states.filter((state) => state !== "search");

/** The fleet's sessions, those that have ended too; `?session=` opens one. */
export function SessionsTab({ fleet: { FleetId } }: TabProps) {
  const t = useWords(tabWords);
  const names = useWords(statusNames);
  const [search, setSearch] = useSearchParams();
  const [state, setState] = useState<Exclude<Wanted["state"], "search">>("ALL");
  const open = useCallback((session: string) => setSearch({ session }), [setSearch]);
  const opened = search.get("session");
  return (
    <>
      <Card
        isFlush
        title={t.sessions}
        extra={
          <div className="sessions-tab-tools">
            <Link to={`/sessions?fleet=${FleetId}`}>{t.search}</Link>
            <CreateSessionButton fleetId={FleetId} onCreated={open} />
          </div>
        }
      >
        <div className="sessions-tab-filter">
          <SelectField
            label={t.sessionState}
            value={state}
            onChange={setState}
            options={choices.map((value) => ({ value, text: value === "ALL" ? t.all : names[value] }))}
          />
        </div>
        <StateResult wanted={{ fleetId: FleetId, state, filter: "", sort: "" }} onOpen={open} />
      </Card>
      {opened !== null && <SessionDialog id={opened} onClose={() => setSearch({})} />}
    </>
  );
}
