import type { ActionTypes } from "../../src/gen/cloud-api.js";
import type { Chance } from "./chance.js";
import { QueueRecord } from "./ledger.js";
import type { Scene } from "./scene.js";

type Design = Omit<ActionTypes["CreateGameServerSessionQueue"]["request"], "Name" | "Destinations">;

export const queueDesigns = {
  /** Over the main fleet and those that come and go; whoever waits in it waits through kills. */
  patient: {
    TimeoutInSeconds: 600,
    PlayerLatencyPolicies: [
      { MaximumIndividualPlayerLatencyMilliseconds: 100, PolicyDurationSeconds: 1 },
      { MaximumIndividualPlayerLatencyMilliseconds: 200 },
    ],
  },
  /** To the main fleet alone; its time-outs pass while the host is there, and while it is not. */
  hasty: { TimeoutInSeconds: 3 },
} as const satisfies Readonly<Record<string, Design>>;

export type QueueName = keyof typeof queueDesigns;

export const queueNames = Object.keys(queueDesigns) as QueueName[];

/** Before anybody is placed. */
export async function createQueues({ api, ledger }: Scene): Promise<void> {
  for (const name of queueNames) {
    const Destinations = [{ DestinationArn: ledger.mainFleetArn }];
    await api.ask("CreateGameServerSessionQueue", { ...queueDesigns[name], Name: name, Destinations });
    ledger.queues.push(new QueueRecord(name, destinationsText(Destinations)));
  }
}

/** Elsewhere for those who wait in it, and in another order; a fleet can be deleted only while no queue leads to it. */
export async function changeQueue({ api, ledger, figures, violation }: Scene, chance: Chance): Promise<void> {
  const record = ledger.queues.find(({ name }) => name === "patient");
  if (record === undefined || record.isBeingChanged) return;
  record.isBeingChanged = true;
  const others = ledger.liveFleets.filter(({ deletion }) => deletion === "no" && chance.happens(0.5));
  const arns = others.map(({ arn }) => arn);
  arns.splice(chance.between(0, arns.length), 0, ledger.mainFleetArn);
  const Destinations = arns.map((DestinationArn) => ({ DestinationArn }));
  const answer = await api.call("UpdateGameServerSessionQueue", { Name: record.name, Destinations });
  if (answer.kind === "done") record.destinations.acknowledged(destinationsText(Destinations));
  else if (answer.kind === "unanswered") record.destinations.inDoubt(destinationsText(Destinations));
  else if (others.every(({ deletion }) => deletion === "no"))
    violation(`changing the queue ${record.name} was refused: ${answer.code}, ${answer.message}`);
  if (answer.kind === "done") figures.count("queue changes");
  record.isBeingChanged = false;
}

export const destinationsText = (destinations: readonly { readonly DestinationArn?: string | undefined }[]): string =>
  destinations.map(({ DestinationArn = "" }) => DestinationArn).join(", ");
