import type { Socket } from "node:net";
import {
  Client,
  connectivityState,
  credentials,
  type ChannelCredentials,
  type ClientUnaryCall,
  type ServiceError,
} from "@grpc/grpc-js";
import { systemClock } from "../system-clock.js";
import { channelOptions } from "./channel-options.js";
import type { Question } from "./pending-call.js";

/** Over one machine a handshake takes a millisecond; who lets it stand so long has taken the connection and fell silent. */
const HANDSHAKE_MS = 2_000;

/**
 * One gRPC client whose sockets are known, so that they end. By itself, grpc-js 1.14 keeps a socket for ever whose other
 * end took the connection and never spoke, and waits for it as long.
 */
export class Connection {
  readonly #client: Client;
  readonly #sockets = new Set<Socket>();
  #calls = 0;
  #isClosed = false;

  constructor(address: string) {
    const observed = observing(credentials.createInsecure(), (socket) => this.#observe(socket));
    this.#client = new Client(address, observed, channelOptions);
  }

  start<Request, Response>(
    { method, request, metadata }: Question<Request, Response>,
    onEnd: (error: ServiceError | null, response: Response | undefined) => void,
  ): ClientUnaryCall {
    this.#calls += 1;
    return this.#client.makeUnaryRequest(
      method.path,
      method.requestSerialize,
      method.responseDeserialize,
      request,
      metadata(),
      (error, response) => {
        this.#calls -= 1;
        this.#cutWhenDone();
        onEnd(error, response);
      },
    );
  }

  /** Connects, and again after each break; tells each change to READY. */
  keepReady(onReady: () => void): void {
    this.#watch(onReady, undefined);
  }

  /** Calls under way may still be answered; then everything is closed. */
  close(): void {
    this.#isClosed = true;
    this.#client.close();
    this.#cutWhenDone();
  }

  #cutWhenDone(): void {
    if (this.#isClosed && this.#calls === 0) for (const socket of this.#sockets) socket.destroy();
  }

  /** `before` is what is known of the connection: what stands already is no news. */
  #watch(onReady: () => void, before: connectivityState | undefined): void {
    if (this.#isClosed) return;
    const channel = this.#client.getChannel();
    // Asking is what makes gRPC connect, after a break too.
    const state = channel.getConnectivityState(true);
    // gRPC tells of a change in the midst of it.
    channel.watchConnectivityState(state, Infinity, () => queueMicrotask(() => this.#watch(onReady, state)));
    if (state === connectivityState.READY && before !== undefined && before !== state) onReady();
  }

  #observe(socket: Socket): void {
    this.#sockets.add(socket);
    this.#cutWhenDone();
    socket.once("close", () => this.#sockets.delete(socket));
    // A matter of the real network, so in real time, whatever the clock of the calls.
    this.#awaitHandshake(socket, systemClock.now() + HANDSHAKE_MS);
  }

  // Not by gRPC's own waitForReady: that makes a closed client connect again, for ever.
  #awaitHandshake(socket: Socket, deadlineAtMs: number): void {
    if (this.#isClosed) return void socket.destroy();
    const channel = this.#client.getChannel();
    const state = channel.getConnectivityState(false);
    if (state === connectivityState.READY) return;
    channel.watchConnectivityState(state, deadlineAtMs, (error) => {
      if (error === undefined) queueMicrotask(() => this.#awaitHandshake(socket, deadlineAtMs));
      else socket.destroy();
    });
  }
}

/** The same credentials; what they are asked to secure is shown first. */
function observing(inner: ChannelCredentials, onSocket: (socket: Socket) => void): ChannelCredentials {
  const create = inner._createSecureConnector.bind(inner);
  inner._createSecureConnector = (...args) => {
    const connector = create(...args);
    return {
      connect: (socket) => {
        onSocket(socket);
        return connector.connect(socket);
      },
      waitForReady: () => connector.waitForReady(),
      getCallCredentials: () => connector.getCallCredentials(),
      destroy: () => connector.destroy(),
    };
  };
  return inner;
}
