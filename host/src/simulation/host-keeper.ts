import type { EngineSettings } from "../engine/index.js";
import type { Journal } from "../ports/index.js";
import type { DiskState } from "./disk.js";
import { forgottenCallbacks } from "./forgotten-callbacks.js";
import { HostLife, type HostWatcher } from "./host-life.js";
import type { Ledger } from "./ledger.js";
import type { OperatingSystem } from "./operating-system.js";
import type { Stage } from "./stage.js";

export interface HostKeeperOptions {
  readonly stage: Stage;
  readonly os: OperatingSystem;
  readonly disk: DiskState;
  readonly ledger: Ledger;
  readonly openJournal: () => Journal;
  readonly settings: EngineSettings;
  readonly watcher: HostWatcher;
  /** Called before each host reads its rows. */
  readonly onBegin: () => void;
}

/** Starts a host, and another one whenever it ended, in whichever way. */
export class HostKeeper {
  life: HostLife | undefined;
  isStarting = false;
  readonly #options: HostKeeperOptions;
  #ids = 0;

  constructor(options: HostKeeperOptions) {
    this.#options = options;
  }

  start(): void {
    if (this.isStarting || this.life?.isUp === true) return;
    this.#settleLimbo();
    const { stage, ledger, onBegin } = this.#options;
    onBegin();
    const life = new HostLife({
      ...this.#options,
      uuid: () => `${hex(++this.#ids)}-0000-4000-8000-0000${hex(this.#ids)}`,
      packages: (instanceId) => {
        const fleet = ledger.fleets.find(ledger.instances.find(instanceId)?.fleetId ?? "");
        return ledger.assets.find(fleet?.assetId ?? "")?.blob ?? "";
      },
    });
    this.life = life;
    this.isStarting = true;
    stage.note("host starts");
    const isOver = life.start().then(
      () => {
        if (life.isUp) this.#started(life);
      },
      (error: unknown) => {
        stage.note("host could not start", () => String(error));
        life.die();
      },
    );
    void Promise.race([isOver, life.ended]).then(() => {
      this.isStarting = false;
    });
    void life.ended.then(() => {
      this.#startSoon();
    });
  }

  /** What a commit that failed may have left behind is found, or is not. */
  #settleLimbo(): void {
    const { stage, disk, openJournal, watcher } = this.#options;
    const { limbo } = disk;
    disk.limbo = undefined;
    if (limbo === undefined || stage.random.onceIn(2)) return;
    stage.note("fault: a failed commit is there after all");
    const journal = openJournal();
    journal.commit(limbo);
    journal.close();
    watcher.onCommit(limbo);
  }

  #started(life: HostLife): void {
    const { stage, ledger, os } = this.#options;
    stage.note("host started");
    for (const found of forgottenCallbacks(ledger, life))
      stage.broken("no callback is lost with the host that decided it", found);
    for (const { server } of os.processes())
      stage.time.setTimeout(
        () => {
          server.reconnect();
        },
        stage.random.between(0, 3_000),
      );
  }

  /** Somebody's script starts it again after a while. */
  #startSoon(): void {
    const { random, time } = this.#options.stage;
    time.setTimeout(
      () => {
        this.start();
      },
      random.onceIn(4) ? random.between(0, 90_000) : random.between(0, 3_000),
    );
  }
}

const hex = (value: number): string => value.toString(16).padStart(8, "0");
