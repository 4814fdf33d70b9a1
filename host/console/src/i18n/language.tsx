import { createContext, use, useEffect, useMemo, useState, type ReactNode } from "react";
import { settings } from "../browser/settings.js";

export type Language = "en" | "zh";

interface LanguageChoice {
  readonly language: Language;
  readonly setLanguage: (language: Language) => void;
}

const LanguageContext = createContext<LanguageChoice>({ language: "en", setLanguage: () => undefined });

/** The one that was chosen; else the first of the browser's that there is. */
function firstLanguage(): Language {
  const chosen = settings.get("language");
  if (chosen === "en" || chosen === "zh") return chosen;
  const known = navigator.languages.map((name) => name.slice(0, 2).toLowerCase());
  return known.find((name) => name === "en" || name === "zh") ?? "en";
}

export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState(firstLanguage);
  useEffect(() => {
    document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  }, [language]);
  const choice = useMemo(
    () => ({
      language,
      setLanguage: (chosen: Language) => {
        settings.set("language", chosen);
        setLanguage(chosen);
      },
    }),
    [language],
  );
  return <LanguageContext value={choice}>{children}</LanguageContext>;
}

export const useLanguage = (): LanguageChoice => use(LanguageContext);

/** What a component says, in each language. */
export type Words<T> = Readonly<Record<Language, T>>;

/**
 * Declares what a page or a part says. English tells which words there are, and what each takes; a word that the Chinese lacks, or
 * has too many, does not compile.
 */
export const inBothLanguages = <T extends object>(en: T, zh: NoInfer<T>): Words<T> => ({ en, zh });

export const useWords = <T,>(words: Words<T>): T => words[useLanguage().language];
