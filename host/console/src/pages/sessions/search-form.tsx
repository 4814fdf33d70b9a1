import { useState } from "react";
import { Button } from "tdesign-react/es/button";
import { useWords } from "../../i18n/language.js";
import { Form } from "../../parts/form/form.js";
import { SelectField } from "../../parts/form/select-field.js";
import { TextField } from "../../parts/form/text-field.js";
import { SearchIcon } from "../../parts/icons.js";
import { statusNames } from "../../parts/status-names.js";
import { FleetField } from "./fleet-field.js";
import { SearchHelp } from "./search-help.js";
import { states, type Wanted } from "./wanted.js";
import { sessionWords } from "./words.js";

export interface SearchFormProps {
  readonly wanted: Wanted;
  readonly onWanted: (wanted: Wanted) => void;
}

const orders = [
  ["", "newest"],
  ["creationTimeMillis ASC", "oldest"],
  ["playerSessionCount DESC", "mostPlayers"],
  ["playerSessionCount ASC", "fewestPlayers"],
  ["gameServerSessionName ASC", "byName"],
] as const;

/** Choices count at once, an expression when it is sent. */
export function SearchForm({ wanted, onWanted }: SearchFormProps) {
  const t = useWords(sessionWords);
  const names = useWords(statusNames);
  const [filter, setFilter] = useState(wanted.filter);
  const isSearch = wanted.state === "search";
  const change = (part: Partial<Wanted>): void => onWanted({ ...wanted, filter, ...part });
  return (
    <Form className="session-search" hasProblems={wanted.fleetId === ""} onSubmit={() => change({ filter })}>
      <FleetField value={wanted.fleetId} onChange={(fleetId) => change({ fleetId })} />
      <SelectField
        label={t.state}
        value={wanted.state}
        onChange={(state) => change({ state })}
        options={states.map((state) => ({
          value: state,
          text: state === "search" || state === "ALL" ? t[state] : names[state],
        }))}
      />
      {isSearch && (
        <>
          <SelectField
            label={t.order}
            value={orders.find(([sort]) => sort === wanted.sort)?.[0] ?? ""}
            onChange={(sort) => change({ sort })}
            options={orders.map(([value, name]) => ({ value, text: t[name] }))}
          />
          <div className="session-search-filter">
            <TextField
              label={t.filter}
              isOptional
              isCode
              value={filter}
              onChange={setFilter}
              placeholder="hasAvailablePlayerSessions=true"
            />
            <Button type="submit" icon={<SearchIcon />}>
              {t.go}
            </Button>
          </div>
          <SearchHelp
            onExample={(example) => {
              setFilter(example);
              change({ filter: example });
            }}
          />
        </>
      )}
    </Form>
  );
}
