import type { RunningHost } from "../main.js";
import type { HostEvent } from "../model/index.js";

type EventOf<T extends HostEvent["type"]> = Extract<HostEvent, { readonly type: T }>;

/** The next event of this type that is meant; whoever waits must begin before causing it. */
export function nextEvent<T extends HostEvent["type"]>(
  { host }: RunningHost,
  type: T,
  isMeant: (event: EventOf<T>) => boolean,
): Promise<EventOf<T>> {
  return new Promise((resolve) => {
    const undo = host.onEvent((event) => {
      if (event.type !== type || !isMeant(event as EventOf<T>)) return;
      undo();
      resolve(event as EventOf<T>);
    });
  });
}
