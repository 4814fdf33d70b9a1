import { inBothLanguages, useWords } from "../i18n/language.js";
import { Notice } from "../parts/notice.js";
import { RetryButton } from "./connection-banner.js";

const words = inBothLanguages(
  {
    title: "The host does not answer",
    text: "Start it again with “gse up” or “npm start”; this page comes back by itself as soon as it answers.",
  },
  { title: "主机没有响应", text: "请用 “gse up” 或 “npm start” 重新启动；主机恢复后，本页会自动恢复。" },
);

/** Opened, or reloaded, while the host is away. */
export function HostGonePage() {
  const t = useWords(words);
  return (
    <main className="whole-page">
      <Notice tone="error" title={t.title} text={t.text} action={<RetryButton />} isHeading />
    </main>
  );
}
