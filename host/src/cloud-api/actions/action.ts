import type { ActionName, ActionTypes } from "../../gen/cloud-api.js";
import type { Replies, Command, ReplyTo } from "../../model/index.js";
import type { CommandHost, Logs, Packages, Statistics } from "../../ports/index.js";
import { refusalOf } from "../error-codes.js";
import type { HostFacts } from "../host-facts.js";

export type RequestOf<A extends ActionName> = ActionTypes[A]["request"];
/** The RequestId is put in by the envelope. */
export type ResultOf<A extends ActionName> = Omit<ActionTypes[A]["response"], "RequestId">;

export interface ActionContext {
  readonly host: CommandHost;
  /** Where the caller says it calls: one of `regions`. */
  readonly region: string;
  readonly nowMs: number;
  readonly facts: HostFacts;
  /** Where the log of that name can be read for a while. */
  logUrl(name: string): string;
  /** Undefined where none are kept. */
  readonly logs: Logs | undefined;
  /** Undefined where none are taken. */
  readonly packages: Packages | undefined;
  /** Undefined where none are kept. */
  readonly statistics: Statistics | undefined;
}

/** What an action does with parameters that the catalogue has let pass. @throws ApiRefusal */
export type Action<A extends ActionName> = (
  request: RequestOf<A>,
  context: ActionContext,
) => Promise<ResultOf<A>> | ResultOf<A>;

/** The engine's answer to a command; its refusal under a code that the action lists. */
export async function run<C extends Command>(
  action: ActionName,
  { host }: ActionContext,
  command: C,
): Promise<Replies[C["type"]]> {
  const reply: ReplyTo<C> = await host.execute(command);
  if (!reply.ok) throw refusalOf(action, reply.refusal);
  return reply.value;
}
