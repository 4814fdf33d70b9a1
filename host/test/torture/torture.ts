import { mkdirSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { Api } from "./api.js";
import { Chance } from "./chance.js";
import { checkAssets } from "./check-assets.js";
import { checkFleets } from "./check-fleets.js";
import { checkGames } from "./check-games.js";
import { checkDead, checkHosts, countWhatWasUnderWay, strangers, type Life } from "./check-kill.js";
import { checkPlacements } from "./check-placements.js";
import { checkPlayers } from "./check-players.js";
import { checkQueues } from "./check-queues.js";
import { checkSessions } from "./check-sessions.js";
import { checkSettled } from "./check-settled.js";
import { checkWaits } from "./check-waits.js";
import { checkHistory, endEverything } from "./end-of-torture.js";
import { Figures } from "./figures.js";
import { freePorts } from "./free-port.js";
import { packGame } from "./game-package.js";
import { credentialsOf, startHostProgram, type HostPlaces, type HostProgram } from "./host-program.js";
import { readLiveJournal, type LiveJournal } from "./journal-copy.js";
import { Known } from "./known.js";
import { Ledger } from "./ledger.js";
import { crowd, load, volley } from "./load.js";
import { fleetDesign, MOST_INSTANCES, runtimeOf, runtimeText } from "./main-fleet.js";
import { systemClock } from "../../src/system-clock.js";
import { OpenSessions } from "./open-sessions.js";
import { endAllOf, processesOf } from "./os-processes.js";
import { comesTrue, pause } from "./pause.js";
import { createQueues } from "./queue-load.js";
import type { Scene } from "./scene.js";

export interface TortureOptions {
  readonly kills: number;
  readonly seed: number;
  /** Open all the time besides those of the games. */
  readonly openSessions: number;
  /** An empty folder, for the host's data and its log. */
  readonly folder: string;
  /** Told how it goes, now and then. */
  readonly say?: (line: string) => void;
}

const LONGEST_LOAD_MS = 1_200;
const LONGEST_DEAD_MS = 300;
/** So many of the kills come right after many calls at once, within this time. */
const VOLLEY_SHARE = 0.5;
const LONGEST_SHOT_MS = 20;
/** One of so many kills comes when more wait for a session than there are processes. */
const CROWD_EVERY = 4;
/** So many of the kills come while the host starts, within this time. */
const STARTING_SHARE = 0.15;
const LONGEST_START_MS = 500;
/** So often somebody kills a game while there is no host. */
const GAME_KILLED_SHARE = 0.15;
const SETTLES_EVERY = 25;
const READY_MS = 30_000;
/** With nobody asking for anything, every match that has a plan comes to its end. */
const LOOKS_AT_THE_END = 200;
const LOOK_PAUSE_MS = 100;
/** From SIGKILL until the kernel has taken a process away. */
const DYING_MS = 2_000;

const install = `#!/bin/sh
# Long enough to be met by a kill.
sleep 0.3
echo installed > installed.txt
`;

/** A host that is killed again and again under load, and all checks of what is left of it. */
export class Torture {
  readonly figures = new Figures();
  readonly violations: string[] = [];
  readonly #options: TortureOptions;
  readonly #places: HostPlaces;
  readonly #chance: Chance;
  readonly #open = new OpenSessions();
  #host: HostProgram | undefined;
  #life: Life = { startedAtMs: 0, processesBefore: [], hasServed: false };
  #scene: Scene | undefined;
  #kills = 0;

  private constructor(options: TortureOptions, places: HostPlaces) {
    this.#options = options;
    this.#places = places;
    this.#chance = new Chance(options.seed);
  }

  /** Nothing runs yet. */
  static async open(options: TortureOptions): Promise<Torture> {
    const dataDir = join(realpathSync(options.folder), "data");
    mkdirSync(dataDir);
    const [api, agent] = (await freePorts(2)).map((port) => `127.0.0.1:${String(port)}`);
    if (api === undefined || agent === undefined) throw new Error("there are no ports");
    return new Torture(options, { dataDir, api, agent, logFile: join(options.folder, "host.log") });
  }

  async run(): Promise<void> {
    const { kills, say } = this.#options;
    await this.#begin();
    while (this.#kills < kills && this.violations.length === 0) {
      const before = this.#kills;
      await this.#round();
      if (Math.floor(before / SETTLES_EVERY) < Math.floor(this.#kills / SETTLES_EVERY)) {
        await this.#settle();
        say?.(`${String(this.#kills)} kills; ready again after ${this.figures.readyMsAt(0.5).toFixed(0)} ms (p50)`);
      }
    }
    if (this.violations.length === 0) await this.#end();
  }

  /** Leaves no process behind; at once, for any way out. */
  endNow(): void {
    this.#host?.signal("SIGKILL");
    endAllOf(this.#places.dataDir);
    for (const { players } of this.#scene?.ledger.sessions ?? []) for (const { client } of players) client.close();
    this.#scene?.api.close();
    void this.#open.close();
  }

  get #ready(): Scene {
    if (this.#scene === undefined) throw new Error("nothing was begun yet");
    return this.#scene;
  }

  /** A host that runs, a fleet on it that is ACTIVE, and queues that lead to it. */
  async #begin(): Promise<void> {
    const { dataDir } = this.#places;
    const game = join(this.#options.folder, "game.zip");
    const smallPackage = join(this.#options.folder, "small.zip");
    await packGame(game, { ballastFiles: 250, install });
    await packGame(smallPackage, {});
    const api = await this.#start();
    const asset = await api.createAsset(game, "torture");
    if (asset.kind !== "done") throw new Error(`the game could not be uploaded: ${JSON.stringify(asset)}`);
    const { AssetId: assetId } = asset.value;
    await this.#open.open(api, this.#places.agent, this.#options.openSessions);
    const runtime = runtimeOf(1, 3);
    const { FleetAttributes: fleet } = await api.ask("CreateFleet", fleetDesign(assetId, "torture", runtime));
    const { FleetId: fleetId, FleetArn: fleetArn } = fleet;
    const ledger = new Ledger(fleetId, fleetArn, new Known(1), new Known(runtimeText(runtime)));
    const violation = (what: string): void => {
      this.violations.push(`after ${String(this.#kills)} kills: ${what}`);
    };
    const { figures } = this;
    this.#scene = { dataDir, assetId, smallPackage, runtimeOf, ledger, figures, api, violation };
    await checkSettled(this.#scene);
    await api.ask("UpdateFleetCapacity", { FleetId: fleetId, MaxSize: MOST_INSTANCES });
    await createQueues(this.#scene);
  }

  async #round(): Promise<void> {
    const { seed } = this.#options;
    const stop = new AbortController();
    const loading = load(this.#ready, seed, this.#kills, stop.signal);
    await pause(this.#chance.between(20, LONGEST_LOAD_MS));
    if (this.#kills % CROWD_EVERY === 0) await crowd(this.#ready, seed, this.#kills);
    const shots = this.#chance.happens(VOLLEY_SHARE) ? volley(this.#ready, seed, this.#kills) : undefined;
    if (shots !== undefined) await pause(this.#chance.between(0, LONGEST_SHOT_MS));
    stop.abort();
    const journal = await this.#kill();
    await loading;
    await shots;
    countWhatWasUnderWay(this.#ready, journal);
    if (this.#chance.happens(GAME_KILLED_SHARE)) this.#killGame(journal);
    await pause(this.#chance.between(0, LONGEST_DEAD_MS));
    await checkGames(this.#ready, "while there was no host");
    await this.#startAgain();
    await this.#check();
  }

  async #startAgain(): Promise<void> {
    while (this.#kills < this.#options.kills - 1 && this.#chance.happens(STARTING_SHARE)) {
      this.#launchHost();
      await pause(this.#chance.between(0, LONGEST_START_MS));
      this.figures.count("kills while it started");
      await this.#kill();
    }
    const api = await this.#start();
    this.#scene = { ...this.#ready, api };
  }

  #launchHost(): HostProgram {
    const processesBefore = processesOf(this.#places.dataDir);
    this.#life = { startedAtMs: systemClock.now(), processesBefore, hasServed: false };
    this.#host = startHostProgram(this.#places, (line) => {
      this.violations.push(`after ${String(this.#kills)} kills: the host tells a fault: ${line}`);
    });
    return this.#host;
  }

  async #start(): Promise<Api> {
    const { dataDir } = this.#places;
    const host = this.#launchHost();
    const word = await Promise.race([
      host.ready,
      pause(READY_MS).then(() => Promise.reject(new Error(`the host is not ready after ${String(READY_MS)} ms`))),
    ]);
    this.#life = { ...this.#life, hasServed: true };
    if (this.#kills > 0) this.figures.ready(word.tookMs);
    if (word.sessions < this.#open.ids.length)
      this.violations.push(`the host is back with ${String(word.sessions)} sessions`);
    return new Api({ endpoint: word.api, ...credentialsOf(dataDir) });
  }

  /** Gives back what it had on disk then. */
  async #kill(): Promise<LiveJournal> {
    const host = this.#host;
    if (host === undefined) throw new Error("there is no host to kill");
    if (host.hasExited()) this.violations.push("the host ended by itself");
    host.signal("SIGKILL");
    await host.exited;
    this.#kills++;
    this.#scene?.api.close();
    const { dataDir } = this.#places;
    const journal = readLiveJournal(dataDir);
    const look = () => strangers(journal, processesOf(dataDir));
    if (!(await comesTrue(() => look().length === 0, DYING_MS, 10)))
      for (const stranger of look()) this.#ready.violation(`without a host: ${stranger}`);
    checkDead(this.#ready, journal, this.#life);
    checkHosts(this.#ready, journal);
    checkWaits(this.#ready, journal, this.#life);
    return journal;
  }

  /** Somebody, or the kernel for want of memory. */
  #killGame({ sessions }: LiveJournal): void {
    const { ledger, figures, dataDir } = this.#ready;
    const victim = this.#chance.pick(processesOf(dataDir).filter(({ processId }) => processId !== ""));
    if (victim === undefined) return;
    const session = sessions.find(({ processId }) => processId === victim.processId);
    if (session !== undefined) ledger.killedSessions.add(session.id);
    for (const record of ledger.sessions) {
      // The host may know that its session is over, and the game not have heard it yet: its players are still there.
      const wasThere = record.playersIn.some(({ client }) => client.pid === victim.pid);
      if (wasThere || record.id === session?.id || record.name === session?.name) record.wasKilled = true;
    }
    process.kill(victim.pid, "SIGKILL");
    figures.count("games killed while there was no host");
  }

  async #check(): Promise<void> {
    const scene = this.#ready;
    const steady = scene.ledger.openSessions.filter(({ status, mayEnd }) => status === "ACTIVE" && !mayEnd);
    await checkGames(scene, "after the host was back");
    await checkPlacements(scene);
    await checkSessions(scene);
    await checkPlayers(scene);
    await checkFleets(scene);
    await checkQueues(scene);
    await checkAssets(scene);
    scene.figures.count("ACTIVE sessions that a kill did not disturb", steady.length);
  }

  async #settle(): Promise<void> {
    await checkSettled(this.#ready);
    await this.#check();
    this.violations.push(...(await this.#open.check(this.#ready.api)));
  }

  /** Everything that ever was; a stop in order, after which games go on; and the way back to nothing. */
  async #end(): Promise<void> {
    const isPlanned = () => this.#ready.ledger.openSessions.some(({ plan }) => plan.lastsMs !== null);
    for (let look = 0; isPlanned() && look < LOOKS_AT_THE_END; look++)
      await pause(LOOK_PAUSE_MS).then(() => this.#check());
    await this.#settle();
    await this.#stopInOrder();
    checkHistory(this.#ready);
    await this.#startAgain();
    await this.#check();
    await endEverything(this.#ready);
    await this.#stopInOrder();
    this.figures.count("kills", this.#kills);
  }

  async #stopInOrder(): Promise<void> {
    this.#host?.signal("SIGTERM");
    await this.#host?.exited;
    this.#ready.api.close();
    const { dataDir } = this.#places;
    const journal = readLiveJournal(dataDir);
    const processes = processesOf(dataDir);
    for (const stranger of strangers(journal, processes)) this.violations.push(`after a stop in order: ${stranger}`);
    // One that exits may be gone, and nobody has looked yet; one that was decided on at the last moment waits for the next host.
    for (const { id, pid, status } of journal.launches)
      if (pid !== null && status !== "EXITING" && !processes.some((process) => process.pid === pid))
        this.violations.push(`after a stop in order: the launch ${id} has no process ${String(pid)}`);
  }
}
