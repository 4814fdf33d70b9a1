import { useState } from "react";
import type { Queue } from "../../api/catalogue.js";
import { useCommand } from "../../api/use-call.js";
import { useAccess } from "../../api/use-gse.js";
import { useWords } from "../../i18n/language.js";
import { FormDialog } from "../../parts/form/form-dialog.js";
import { FormGroup } from "../../parts/form/form-group.js";
import { FormRows } from "../../parts/form/form-rows.js";
import { TextField } from "../../parts/form/text-field.js";
import { regionNames } from "../../parts/region-names.js";
import { arnsOf, destinationIn } from "./destination.js";
import {
  hasProblems,
  idProblem,
  latencyProblem,
  nameProblem,
  playerProblem,
  requestOf,
  slotsProblem,
  type PlacementDraft,
  type PlayerDraft,
} from "./placement-draft.js";
import { placementWords } from "./words.js";

/** Has a session placed to try a queue, as a game's backend would. */
export function StartPlacement({ queue, onClose }: { readonly queue: Queue; readonly onClose: () => void }) {
  const t = useWords(placementWords);
  const { region } = useAccess();
  const start = useCommand("StartGameServerSessionPlacement");
  const [draft, setDraft] = useState<PlacementDraft>(() => ({
    placementId: newId(),
    slots: "8",
    name: "",
    players: [],
  }));
  const change = (part: Partial<PlacementDraft>): void => setDraft((before) => ({ ...before, ...part }));
  const regions = [...new Set(arnsOf(queue).map((arn) => destinationIn(arn)?.region ?? region))];
  const request = requestOf(queue.Name, draft);
  return (
    <FormDialog
      title={t.startTitle(queue.Name)}
      submit={t.start}
      hasProblems={hasProblems(draft)}
      onSubmit={() => start.mutateAsync(request)}
      onClose={onClose}
      call={{ action: "StartGameServerSessionPlacement", request }}
      isWide
    >
      <div className="form-group-fields">
        <TextField
          label={t.id}
          isCode
          value={draft.placementId}
          onChange={(placementId) => change({ placementId })}
          problem={idProblem(draft.placementId)}
        />
        <TextField
          label={t.slots}
          isNumber
          value={draft.slots}
          onChange={(slots) => change({ slots })}
          problem={slotsProblem(draft.slots)}
        />
        <TextField
          label={t.name}
          isOptional
          value={draft.name}
          onChange={(name) => change({ name })}
          problem={nameProblem(draft.name)}
        />
      </div>
      <FormGroup title={t.players} text={t.playersText}>
        <PlayerRows players={draft.players} regions={regions} onChange={(players) => change({ players })} />
      </FormGroup>
    </FormDialog>
  );
}

interface PlayerRowsProps {
  readonly players: readonly PlayerDraft[];
  /** Where the queue leads. */
  readonly regions: readonly string[];
  readonly onChange: (players: readonly PlayerDraft[]) => void;
}

function PlayerRows({ players, regions, onChange }: PlayerRowsProps) {
  const t = useWords(placementWords);
  const names: Readonly<Record<string, string>> = useWords(regionNames);
  return (
    <FormRows
      rows={players}
      onChange={onChange}
      blank={{ id: "", latencies: {} }}
      add={t.addPlayer}
      className="form-row-player"
    >
      {(player, change) => (
        <div className="form-row-player-fields">
          <TextField
            label={t.player}
            isCode
            value={player.id}
            onChange={(playerId) => change({ id: playerId })}
            problem={playerProblem(player.id)}
          />
          {regions.map((region) => {
            const ms = player.latencies[region] ?? "";
            return (
              <TextField
                key={region}
                label={names[region] ?? region}
                isNumber
                isOptional
                unit="ms"
                value={ms}
                onChange={(typed) => change({ latencies: { ...player.latencies, [region]: typed } })}
                problem={latencyProblem(ms)}
              />
            );
          })}
        </div>
      )}
    </FormRows>
  );
}

/** Not randomUUID, which pages by plain http from another machine do not have. */
const newId = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, "0")).join("");
