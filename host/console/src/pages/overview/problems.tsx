import { Link } from "react-router";
import { useWords } from "../../i18n/language.js";
import { CheckCircleIcon, ErrorCircleIcon } from "../../parts/icons.js";
import { AgeText } from "../../parts/time-text.js";
import { useProblems } from "./use-problems.js";
import type { Floor } from "./use-floor.js";
import { words } from "./words.js";
import "./problems.css";

/** So many are read; the fleets' own pages have all. */
const SHOWN = 8;

/** What wants somebody to look, worst first. */
export function Problems({ floor }: { readonly floor: Floor }) {
  const t = useWords(words);
  const problems = useProblems(floor);
  if (problems.length === 0)
    return (
      <div className="all-well">
        <CheckCircleIcon />
        <div>
          <strong>{t.well}</strong>
          <p>{t.wellText}</p>
        </div>
      </div>
    );
  return (
    <ul className="problems">
      {problems.slice(0, SHOWN).map(({ key, tone, text, to, at }) => (
        <li key={key} className={`problem-${tone}`}>
          <ErrorCircleIcon />
          <span>{to === undefined ? text : <Link to={to}>{text}</Link>}</span>
          {at !== undefined && (
            <span className="problem-age">
              <AgeText at={at} />
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
