import { Reunion } from "./reunion.js";
import type { Clock } from "./core/index.js";
import { readEnvironment } from "./environment.js";
import type { GameServerOptions } from "./game-server-options.js";
import type { GseClient } from "./gse-client.js";
import type { Log } from "./log.js";
import { observedCallbacks } from "./observed-callbacks.js";
import { loadTelemetry } from "./telemetry/index.js";
import { serveGameServer, type GameServerHandlers, type GameServerListener } from "./wire/index.js";

export interface AgentLinkParts {
  readonly options: GameServerOptions;
  readonly client: GseClient;
  readonly clock: Clock;
  readonly log: Log;
  readonly handlers: GameServerHandlers;
  /** Of the session that is hosted. */
  readonly sessionId: () => string | undefined;
  /** False when a broken connection leaves nothing to announce again. */
  readonly isAnnounced: () => boolean;
  /** The agent has just heard of the process again. */
  readonly onReunited: () => Promise<void>;
}

/** Both ways between the process and its agent: the port for callbacks, and ProcessReady, again after each break. */
export class AgentLink {
  readonly #parts: AgentLinkParts;
  readonly #reunion: Reunion;
  #listener: GameServerListener | undefined;

  constructor(parts: AgentLinkParts) {
    this.#parts = parts;
    const { clock, log, isAnnounced, onReunited } = parts;
    this.#reunion = new Reunion({
      clock,
      log,
      isWanted: isAnnounced,
      announce: () => this.#announce("the process is announced again"),
      afterwards: onReunited,
    });
  }

  /** Listens, then says ProcessReady; when that fails nothing listens. */
  async open(): Promise<void> {
    const { options, client, clock, log } = this.#parts;
    const { grpcHost = "127.0.0.1", grpcPort = 0 } = options;
    const host = grpcHost.includes(":") ? `[${grpcHost}]` : grpcHost;
    const handlers = observedCallbacks(
      this.#parts.handlers,
      { clock, log, pid: readEnvironment().pid },
      this.#parts.sessionId,
    );
    try {
      this.#listener = await serveGameServer(handlers, { address: `${host}:${grpcPort}`, clock });
      // The client has asked for it; with it, also the first call is seen.
      await loadTelemetry(() => {});
      await this.#announce("the process is ready");
      client.keepConnected(() => this.#reunion.begin());
    } catch (error) {
      const listener = this.#listener;
      this.#listener = undefined;
      await listener?.close(0);
      throw error;
    }
  }

  /** No more announcements; callbacks are still answered. */
  stopAnnouncing(): void {
    this.#reunion.close();
  }

  async close(): Promise<void> {
    this.#reunion.close();
    await this.#listener?.close();
  }

  async #announce(done: string): Promise<void> {
    const { options, client, log } = this.#parts;
    const { clientPort, logPaths } = options;
    const grpcPort = Number(this.#listener?.address.split(":").at(-1));
    await client.processReady({ clientPort, grpcPort, logPaths });
    log.info({ clientPort, grpcPort, agent: client.agentAddress }, done);
  }
}
