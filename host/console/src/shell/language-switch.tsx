import { inBothLanguages, useLanguage, useWords } from "../i18n/language.js";
import { IconButton } from "../parts/icon-button.js";

const words = inBothLanguages({ other: "中文", sign: "中" }, { other: "English", sign: "EN" });

/** To the other language; it is called as those call it who want it. */
export function LanguageSwitch() {
  const t = useWords(words);
  const { language, setLanguage } = useLanguage();
  return (
    <IconButton
      label={t.other}
      icon={<span className="language-sign">{t.sign}</span>}
      onClick={() => setLanguage(language === "en" ? "zh" : "en")}
    />
  );
}
