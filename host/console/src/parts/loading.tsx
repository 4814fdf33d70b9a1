import { inBothLanguages, useWords } from "../i18n/language.js";
import "./style/loading.css";

const words = inBothLanguages({ loading: "Loading" }, { loading: "加载中" });

/** Grey lines where content will be; shown only when it takes longer than a moment. */
export function Loading({ lines = 4 }: { readonly lines?: number }) {
  const t = useWords(words);
  return (
    <div className="loading" role="status" aria-label={t.loading}>
      {Array.from({ length: lines }, (_, n) => (
        <span key={n} className="loading-line" />
      ))}
    </div>
  );
}
