/**
 * Why the engine refused. Each kind is named once here and given its wire form twice: a cloud API code
 * (cloud-api/error-codes.ts) and a gRPC status with a GSE name (agent/grpc-refusals.ts).
 */
export type RefusalKind =
  | "invalid-value" //            a value is out of its range or set; `field` says which
  | "missing-value" //            a value that must be there is not; `field` says which
  | "session-not-found" //        no session of that id, now or in the past
  | "session-not-active" //       it exists, but is ACTIVATING, ending or ended
  | "session-full" //             every player slot is held
  | "session-closed" //           its creation policy is DENY_ALL
  | "session-protected" //        FullProtection: the API may not end it
  | "player-session-not-found" // no such player session in this session
  | "player-session-expired" //   RESERVED for too long: TIMEDOUT
  | "player-session-used" //      ACTIVE already, or COMPLETED
  | "no-idle-process" //          every process hosts a session, ends, or is shielded
  | "creator-limit" //            too many sessions of one creator in the period
  | "quota" //                    a limit of the host
  | "asset-not-found" //          no such asset, or it was deleted
  | "asset-in-use" //             a fleet is made of it
  | "package-not-found" //        nothing was uploaded there
  | "package-taken" //            an asset was made of what was uploaded there
  | "package-refused" //          what was uploaded is no package that can be unpacked
  | "alias-not-found" //          no such alias, or it was deleted
  | "alias-terminal" //           it leads nowhere; the message is its own
  | "alias-in-use" //             a queue names it
  | "queue-not-found" //          no such queue in the region, or it was deleted
  | "queue-exists" //             the region has one of that name
  | "placement-not-found" //      no such placement in the region, now or in the past
  | "placement-pending" //        one of that id has not ended
  | "fleet-not-found" //          no fleet of that id, now or in the past
  | "fleet-not-active" //         it exists, but cannot do that in its state
  | "fleet-in-use" //             sessions run on it, or an alias or a queue names it
  | "fleet-quota" //              more fleets than the host allows
  | "instance-quota" //           more instances than the host allows
  | "scaling-policy-not-found" // no policy of that name on the fleet
  | "timer-not-found" //          no such timer
  | "instance-not-found" //       no such instance of that fleet
  | "host-draining" //            the host is going down and takes nothing new
  | "process-not-ready" //        the caller never said ProcessReady, or has ended
  | "process-not-found" //        no process at that address
  | "wrong-process"; //           the session belongs to another process

export interface Refusal {
  readonly kind: RefusalKind;
  /** What was being done, what was found, what would do. */
  readonly message: string;
  /** The cloud API's name of the parameter at fault, where there is one. */
  readonly field?: string;
}
