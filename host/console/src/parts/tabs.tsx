import { useEffect, useRef } from "react";
import { NavLink, useLocation } from "react-router";
import "./style/tabs.css";

export interface TabsProps {
  readonly label: string;
  readonly tabs: readonly { readonly to: string; readonly text: string }[];
}

/** Parts of a page, each with an address of its own. */
export function Tabs({ label, tabs }: TabsProps) {
  const { pathname } = useLocation();
  const bar = useRef<HTMLElement>(null);
  useEffect(() => {
    bar.current?.querySelector(".active")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [pathname]);
  return (
    <nav className="tabs" aria-label={label} ref={bar}>
      {tabs.map(({ to, text }) => (
        <NavLink key={to} to={to} end replace>
          {text}
        </NavLink>
      ))}
    </nav>
  );
}
