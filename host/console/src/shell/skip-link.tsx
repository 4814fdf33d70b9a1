import { inBothLanguages, useWords } from "../i18n/language.js";

const words = inBothLanguages({ skip: "Skip to the page" }, { skip: "跳到正文" });

export function SkipLink() {
  const t = useWords(words);
  return (
    <a
      className="skip-link"
      href="#main"
      onClick={(event) => {
        event.preventDefault();
        document.getElementById("main")?.focus();
      }}
    >
      {t.skip}
    </a>
  );
}
