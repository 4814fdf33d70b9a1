import { Button } from "tdesign-react/es/button";
import { inBothLanguages, useWords } from "../i18n/language.js";
import { useLive, useRetryNow } from "../live/use-live.js";
import { ErrorCircleIcon } from "../parts/icons.js";
import { useNow } from "../parts/use-now.js";
import "./style/connection-banner.css";

const words = inBothLanguages(
  {
    gone: "The host is gone.",
    text: "What you see is what was last known; games go on without it.",
    soon: (seconds: number) => `Trying again in ${seconds} s`,
    now: "Trying again…",
    retry: "Try now",
  },
  {
    gone: "主机已断开。",
    text: "以下是断开前的最后状态，正在进行的游戏不受影响。",
    soon: (seconds: number) => `${seconds} 秒后重试`,
    now: "正在重试…",
    retry: "立即重试",
  },
);

/** Over a page whose host is gone: it stays readable, and comes back to life by itself. */
export function ConnectionBanner() {
  const connection = useLive((state) => state.connection);
  return connection.state === "lost" ? (
    <div className="connection-banner" role="alert">
      <ErrorCircleIcon />
      <span className="connection-banner-text">
        <WhyWaiting />
      </span>
      <RetryButton />
    </div>
  ) : null;
}

function WhyWaiting() {
  const t = useWords(words);
  return (
    <>
      <strong>{t.gone}</strong> {t.text}
    </>
  );
}

export function RetryButton() {
  const t = useWords(words);
  const retryNow = useRetryNow();
  return (
    <span className="connection-retry">
      <RetryTime />
      <Button size="small" variant="outline" onClick={retryNow}>
        {t.retry}
      </Button>
    </span>
  );
}

function RetryTime() {
  const t = useWords(words);
  const connection = useLive((state) => state.connection);
  const nowMs = useNow(500);
  const retryAtMs = connection.state === "lost" ? connection.retryAtMs : undefined;
  const seconds = retryAtMs === undefined ? 0 : Math.max(0, Math.ceil((retryAtMs - nowMs) / 1000));
  // Counting down is to be seen, not to be read out each second.
  return <span aria-hidden="true">{seconds === 0 ? t.now : t.soon(seconds)}</span>;
}
