import { inBothLanguages, useWords } from "../i18n/language.js";
import { useLive } from "../live/use-live.js";
import { newsText, newsTone, newsWords } from "./news-text.js";
import { statusNames } from "./status-names.js";
import { AgeText } from "./time-text.js";
import "./style/live-feed.css";

const words = inBothLanguages(
  { none: "Nothing has happened since you came. What does will stand here at once." },
  { none: "打开页面以来暂无动态。主机上的任何变化都会立即显示在这里。" },
);

/** What goes on, as it goes on. */
export function LiveFeed({ most }: { readonly most: number }) {
  const t = useWords(words);
  const say = useWords(newsWords);
  const names: Readonly<Record<string, string>> = useWords(statusNames);
  const news = useLive((state) => state.news);
  if (news.length === 0) return <p className="live-feed-none">{t.none}</p>;
  return (
    <ol className="live-feed">
      {news.slice(0, most).map((item) => (
        <li key={item.number} className={`live-feed-${newsTone(item)}`}>
          <span className="live-feed-dot" />
          <span className="live-feed-text">{newsText(item, say, (status) => names[status] ?? status)}</span>
          <span className="live-feed-age">
            <AgeText at={item.atMs} />
          </span>
        </li>
      ))}
    </ol>
  );
}
