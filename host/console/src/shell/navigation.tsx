import { NavLink } from "react-router";
import { inBothLanguages, useWords } from "../i18n/language.js";
import { useLive } from "../live/use-live.js";
import { pageNames, pages } from "../pages/index.js";
import "./style/navigation.css";

const words = inBothLanguages({ label: "Pages", version: "gse-host" }, { label: "页面", version: "gse-host" });

/** The way to each page. */
export function Navigation({ onGone }: { readonly onGone?: () => void }) {
  const names = useWords(pageNames);
  const t = useWords(words);
  const version = useLive(({ hello }) => hello?.HostVersion);
  return (
    <>
      <nav className="navigation" aria-label={t.label}>
        {pages.map(({ name, path, icon: Icon }) => (
          <NavLink key={name} to={path.split("/:", 1)[0] ?? path} end={path === "/"} onClick={onGone}>
            <Icon />
            <span>{names[name]}</span>
          </NavLink>
        ))}
      </nav>
      <p className="navigation-version">
        {t.version} {version}
      </p>
    </>
  );
}
