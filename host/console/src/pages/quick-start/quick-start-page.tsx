import { HostGoneError } from "../../api/api-error.js";
import { useWords } from "../../i18n/language.js";
import { Card } from "../../parts/card.js";
import { ErrorText } from "../../parts/error-text.js";
import { LiveFeed } from "../../parts/live-feed.js";
import { Loading } from "../../parts/loading.js";
import { PageHeader } from "../../parts/page-header.js";
import { FleetStep } from "./fleet-step.js";
import { PlayersStep } from "./players-step.js";
import { SessionStep } from "./session-step.js";
import { StartOver } from "./start-over.js";
import { UploadStep } from "./upload-step.js";
import { useQuickStart } from "./use-quick-start.js";
import { words } from "./words.js";
import "./quick-start.css";

export default function QuickStartPage() {
  const t = useWords(words);
  const quickStart = useQuickStart();
  return (
    <>
      <PageHeader title={t.title} text={t.text} actions={<StartOver quickStart={quickStart} />} />
      <div className="quick-start">
        {quickStart.isKnown ? (
          <ol className="quick-steps">
            <UploadStep quickStart={quickStart} />
            <FleetStep quickStart={quickStart} />
            <SessionStep quickStart={quickStart} />
            <PlayersStep quickStart={quickStart} />
          </ol>
        ) : quickStart.error === null || quickStart.error instanceof HostGoneError ? (
          <Loading lines={8} />
        ) : (
          <ErrorText error={quickStart.error} />
        )}
        <Card title={t.feed} className="quick-feed">
          <LiveFeed most={14} />
        </Card>
      </div>
    </>
  );
}
