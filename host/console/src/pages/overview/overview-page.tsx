import { useNavigate } from "react-router";
import { Button } from "tdesign-react/es/button";
import { HostGoneError } from "../../api/api-error.js";
import { useWords } from "../../i18n/language.js";
import { useLive } from "../../live/use-live.js";
import type { Hello, Overview } from "../../live/wire.js";
import { Card } from "../../parts/card.js";
import { ErrorText } from "../../parts/error-text.js";
import { RocketIcon } from "../../parts/icons.js";
import { LiveFeed } from "../../parts/live-feed.js";
import { Loading } from "../../parts/loading.js";
import { Notice } from "../../parts/notice.js";
import { PageHeader } from "../../parts/page-header.js";
import { TimeText } from "../../parts/time-text.js";
import { Floor } from "./floor.js";
import { LiveChart } from "./live-chart.js";
import { Playing } from "./playing.js";
import { Problems } from "./problems.js";
import { StatTile } from "./stat-tile.js";
import { useFloor } from "./use-floor.js";
import { words } from "./words.js";
import "./overview-page.css";

export default function OverviewPage() {
  const t = useWords(words);
  const hello = useLive((state) => state.hello);
  const overview = useLive((state) => state.overview);
  if (hello === undefined || overview === undefined) return <Loading lines={8} />;
  return (
    <>
      <PageHeader
        title={t.title}
        text={
          <>
            {t.text(hello.HostVersion)} <TimeText at={hello.StartedAtMs} />
          </>
        }
      />
      <Content overview={overview} mode={hello.Mode} />
    </>
  );
}

function Content({ overview, mode }: { readonly overview: Overview; readonly mode: Hello["Mode"] }) {
  const t = useWords(words);
  const floor = useFloor();
  const fleets = sum(overview.Fleets) - (overview.Fleets["TERMINATED"] ?? 0);
  if (fleets === 0 && overview.Processes === 0) return <Empty mode={mode} />;

  const listed = floor.parts.filter(({ fleet }) => fleet !== undefined).length;
  return (
    <div className="overview">
      <div className="overview-stats">
        <StatTile name={t.players} value={overview.Players} text={t.slots} of={({ Players }) => Players} />
        <StatTile name={t.sessions} value={overview.Sessions} text={t.open} of={({ Sessions }) => Sessions} />
        <StatTile
          name={t.processes}
          value={overview.Processes}
          text={t.idle(overview.IdleProcesses)}
          of={({ Processes }) => Processes}
        />
        <StatTile
          name={t.fleets}
          value={fleets}
          text={`${t.active(overview.Fleets["ACTIVE"] ?? 0)} · ${t.instances(overview.Instances["ACTIVE"] ?? 0)}`}
          of={({ Fleets }) => Fleets["ACTIVE"] ?? 0}
        />
      </div>
      <Card title={t.floor} className="overview-floor">
        {floor.isKnown ? (
          <Floor floor={floor} />
        ) : floor.error === null || floor.error instanceof HostGoneError ? (
          <Loading />
        ) : (
          <ErrorText error={floor.error} />
        )}
        {floor.isKnown && fleets > listed && <p className="overview-elsewhere">{t.elsewhere(fleets - listed)}</p>}
      </Card>
      <Card title={t.health} className="overview-health">
        {floor.isKnown ? <Problems floor={floor} /> : <Loading lines={2} />}
      </Card>
      <Card title={t.chart} className="overview-chart">
        <LiveChart />
      </Card>
      <Card title={t.feed} className="overview-feed">
        <LiveFeed most={8} />
      </Card>
      <Card title={t.playing} className="overview-playing">
        <Playing sessions={floor.sessions} />
      </Card>
    </div>
  );
}

function Empty({ mode }: { readonly mode: Hello["Mode"] }) {
  const t = useWords(words);
  const navigate = useNavigate();
  return (
    <Card>
      <Notice
        tone="plain"
        icon={<RocketIcon />}
        title={t.emptyTitle}
        text={mode === "dev" ? t.emptyDevText : t.emptyText}
        action={<Button onClick={() => void navigate("/quick-start")}>{t.emptyAction}</Button>}
      />
    </Card>
  );
}

const sum = (counts: Readonly<Record<string, number>>): number => Object.values(counts).reduce((a, b) => a + b, 0);
