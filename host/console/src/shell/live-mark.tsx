import { inBothLanguages, useWords } from "../i18n/language.js";
import { useLive } from "../live/use-live.js";
import "./style/live-mark.css";

const words = inBothLanguages(
  { live: "Live", connecting: "Connecting", lost: "Host gone" },
  { live: "实时", connecting: "连接中", lost: "主机已断开" },
);

/** Whether what is shown is what is. */
export function LiveMark() {
  const t = useWords(words);
  const state = useLive(({ connection }) => connection.state);
  return (
    <span className={`live-mark live-mark-${state}`} role="status">
      <span className="live-mark-dot" />
      <span className="live-mark-text">{t[state]}</span>
    </span>
  );
}
