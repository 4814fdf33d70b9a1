import { status, type Channel, type InterceptingListener, type Metadata, type StatusObject } from "@grpc/grpc-js";

/**
 * One request on its way to its one answer. It goes by the channel itself: grpc-js's Client takes a stack trace for each call
 * and wraps it three times over, which costs more than all that the SDK does.
 */
export class UnaryCall implements InterceptingListener {
  readonly #call: ReturnType<Channel["createCall"]>;
  readonly #onEnd: (status: StatusObject, answer: Buffer | undefined) => void;
  #answer: Buffer | undefined;

  constructor(
    channel: Channel,
    path: string,
    request: Buffer,
    metadata: Metadata,
    onEnd: (status: StatusObject, answer: Buffer | undefined) => void,
  ) {
    this.#onEnd = onEnd;
    // Without a deadline of gRPC's: the call's time is measured on our clock.
    this.#call = channel.createCall(path, Infinity, null, null, null);
    this.#call.start(metadata, this);
    this.#call.startRead();
    this.#call.sendMessageWithContext({}, request);
    this.#call.halfClose();
  }

  cancel(): void {
    this.#call.cancelWithStatus(status.CANCELLED, "Cancelled on client");
  }

  onReceiveMetadata(): void {}

  onReceiveMessage(answer: Buffer): void {
    this.#answer = answer;
  }

  onReceiveStatus(end: StatusObject): void {
    this.#onEnd(end, this.#answer);
  }
}
