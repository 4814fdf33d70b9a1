import type { Socket } from "node:net";
import {
  Channel,
  connectivityState,
  credentials,
  type ChannelCredentials,
  type Metadata,
  type StatusObject,
} from "@grpc/grpc-js";
import { systemClock } from "../system-clock.js";
import { channelOptions } from "./channel-options.js";
import { isAnswer } from "./grpc-errors.js";
import { UnaryCall } from "./unary-call.js";

/** Over one machine a handshake takes a millisecond; who lets it stand so long has taken the connection and fell silent. */
const HANDSHAKE_MS = 2_000;

/**
 * One gRPC channel whose sockets are known, so that they end. By itself, grpc-js 1.14 keeps a socket for ever whose other
 * end took the connection and never spoke, and waits for it as long.
 */
export class Connection {
  readonly #channel: Channel;
  readonly #sockets = new Set<Socket>();
  #calls = 0;
  #heard = 0;
  #isClosed = false;

  constructor(address: string) {
    const observed = observing(credentials.createInsecure(), (socket) => this.#observe(socket));
    this.#channel = new Channel(address, observed, channelOptions);
  }

  /** How many answers have come by it, whatever they said. */
  get heard(): number {
    return this.#heard;
  }

  start(
    path: string,
    request: Buffer,
    metadata: Metadata,
    onEnd: (end: StatusObject, answer: Buffer | undefined) => void,
  ): UnaryCall {
    this.#calls += 1;
    return new UnaryCall(this.#channel, path, request, metadata, (end, answer) => {
      this.#calls -= 1;
      if (isAnswer(end)) this.#heard += 1;
      this.#cutWhenDone();
      onEnd(end, answer);
    });
  }

  /** Connects, and again after each break; tells each change to READY. */
  keepReady(onReady: () => void): void {
    this.#watch(onReady, undefined);
  }

  /** Calls under way may still be answered; then everything is closed. */
  close(): void {
    this.#isClosed = true;
    this.#channel.close();
    this.#cutWhenDone();
  }

  #cutWhenDone(): void {
    if (this.#isClosed && this.#calls === 0) for (const socket of this.#sockets) socket.destroy();
  }

  /** `before` is what is known of the connection: what stands already is no news. */
  #watch(onReady: () => void, before: connectivityState | undefined): void {
    if (this.#isClosed) return;
    // Asking is what makes gRPC connect, after a break too.
    const state = this.#channel.getConnectivityState(true);
    // gRPC tells of a change in the midst of it.
    this.#channel.watchConnectivityState(state, Infinity, () => queueMicrotask(() => this.#watch(onReady, state)));
    if (state === connectivityState.READY && before !== undefined && before !== state) onReady();
  }

  #observe(socket: Socket): void {
    this.#sockets.add(socket);
    this.#cutWhenDone();
    socket.once("close", () => this.#sockets.delete(socket));
    // A matter of the real network, so in real time, whatever the clock of the calls.
    this.#awaitHandshake(socket, systemClock.now() + HANDSHAKE_MS);
  }

  // Not by gRPC's own waitForReady: that makes a closed channel connect again, for ever.
  #awaitHandshake(socket: Socket, deadlineAtMs: number): void {
    if (this.#isClosed) return void socket.destroy();
    const state = this.#channel.getConnectivityState(false);
    if (state === connectivityState.READY) return;
    this.#channel.watchConnectivityState(state, deadlineAtMs, (error) => {
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
