import { createContext, use, useLayoutEffect, useMemo, useState, useSyncExternalStore, type ReactNode } from "react";
import { settings } from "../browser/settings.js";

export type ThemeChoice = "system" | "light" | "dark";

export interface Theme {
  readonly choice: ThemeChoice;
  readonly setChoice: (choice: ThemeChoice) => void;
  readonly isDark: boolean;
}

const ThemeContext = createContext<Theme>({ choice: "system", setChoice: () => undefined, isDark: false });
const systemDark = window.matchMedia("(prefers-color-scheme: dark)");

const subscribe = (listener: () => void): (() => void) => {
  systemDark.addEventListener("change", listener);
  return () => systemDark.removeEventListener("change", listener);
};

function firstChoice(): ThemeChoice {
  const kept = settings.get("theme");
  return kept === "light" || kept === "dark" ? kept : "system";
}

export function ThemeProvider({ children }: { readonly children: ReactNode }) {
  const [choice, setChoice] = useState(firstChoice);
  const isSystemDark = useSyncExternalStore(subscribe, () => systemDark.matches);
  const isDark = choice === "system" ? isSystemDark : choice === "dark";
  // Before any effect below reads a colour.
  useLayoutEffect(() => {
    document.documentElement.setAttribute("theme-mode", isDark ? "dark" : "light");
  }, [isDark]);
  const theme = useMemo(
    () => ({
      choice,
      isDark,
      setChoice: (chosen: ThemeChoice) => {
        settings.set("theme", chosen);
        setChoice(chosen);
      },
    }),
    [choice, isDark],
  );
  return <ThemeContext value={theme}>{children}</ThemeContext>;
}

export const useTheme = (): Theme => use(ThemeContext);
