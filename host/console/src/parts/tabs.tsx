import { NavLink } from "react-router";
import "./style/tabs.css";

export interface TabsProps {
  readonly label: string;
  readonly tabs: readonly { readonly to: string; readonly text: string }[];
}

/** Parts of a page, each with an address of its own. */
export function Tabs({ label, tabs }: TabsProps) {
  return (
    <nav className="tabs" aria-label={label}>
      {tabs.map(({ to, text }) => (
        <NavLink key={to} to={to} end replace>
          {text}
        </NavLink>
      ))}
    </nav>
  );
}
