import { Link } from "react-router";
import type { GameServerSession } from "../../api/catalogue.js";
import { useWords } from "../../i18n/language.js";
import { StatusTag } from "../../parts/status-tag.js";
import { tileOf, type Tile } from "./tile.js";
import type { Floor as FloorState, FloorPart } from "./use-floor.js";
import { words } from "./words.js";
import "./floor.css";

/** More would be a pattern, not a picture. */
const SHOWN = 160;

/** Every process a tile: what it does by its colour, how full its session is by how full it is. */
export function Floor({ floor: { parts, sessions } }: { readonly floor: FloorState }) {
  return (
    <div className="floor">
      {parts.map((part) => (
        <Part key={part.fleet?.FleetId ?? ""} part={part} sessions={sessions} />
      ))}
      <Legend />
    </div>
  );
}

interface PartProps {
  readonly part: FloorPart;
  readonly sessions: ReadonlyMap<string, GameServerSession>;
}

function Part({ part: { fleet, processes }, sessions }: PartProps) {
  const t = useWords(words);
  const tiles = processes.map((process) => tileOf(process, sessions.get(process.SessionId ?? "")));
  const hosting = tiles.filter((tile) => tile.state === "hosting");
  const players = hosting.reduce((sum, tile) => sum + tile.players, 0);
  const text = t.floorOf(tiles.length, hosting.length, players);
  return (
    <section className="floor-part">
      <h3>
        {fleet === undefined ? (
          t.byHand
        ) : (
          <>
            <Link to={`/fleets/${fleet.FleetId}`}>{fleet.Name}</Link> <StatusTag of="fleet" status={fleet.Status} />
          </>
        )}
        <span className="floor-part-text">{tiles.length === 0 ? t.noProcess : text}</span>
      </h3>
      {tiles.length > 0 && (
        <div className="floor-tiles" role="img" aria-label={text}>
          {tiles.slice(0, SHOWN).map((tile) => (
            <TileMark key={tile.id} tile={tile} />
          ))}
          {tiles.length > SHOWN && <span className="floor-more">{t.more(tiles.length - SHOWN)}</span>}
        </div>
      )}
    </section>
  );
}

function TileMark({ tile }: { readonly tile: Tile }) {
  const say = useWords(words).tile;
  const text =
    tile.state === "hosting"
      ? say.hosting(tile.pidText, tile.session, tile.players, tile.mostPlayers)
      : say[tile.state](tile.pidText);
  return (
    <span className={`floor-tile floor-tile-${tile.state}`} title={text} data-state={tile.state}>
      {tile.state === "hosting" && (
        <>
          <span className="floor-tile-fill" style={{ height: `${Math.round(tile.share * 100)}%` }} />
          <span className="floor-tile-count">{tile.players}</span>
        </>
      )}
    </span>
  );
}

const states = ["hosting", "idle", "starting", "ending", "unhealthy"] as const;

function Legend() {
  const t = useWords(words);
  return (
    <p className="floor-legend">
      {states.map((state) => (
        <span key={state}>
          <span className={`floor-tile floor-tile-${state}`} aria-hidden="true" /> {t.legend[state]}
        </span>
      ))}
      <span>{t.legendFill}</span>
    </p>
  );
}
