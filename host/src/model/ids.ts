/** An id of one kind can never take the place of another: the brand exists for the compiler only. */
export type FleetId = string & { readonly __brand: "FleetId" };
/** `asset-xxxxxxxx` (gse-semantics a). */
export type AssetId = string & { readonly __brand: "AssetId" };
/** `alias-xxxxxxxx-xxxxxxxx` */
export type AliasId = string & { readonly __brand: "AliasId" };
/** `queue-xxxxxxxx-xxxxxxxx`; callers know a queue by its region and name, which another one may have after it. */
export type QueueId = string & { readonly __brand: "QueueId" };
/** A placement by its region and the id that its caller chose, which serves again once it has ended (gse-semantics m-15). */
export type PlacementKey = string & { readonly __brand: "PlacementKey" };
/** `ins-xxxxxxxx` */
export type InstanceId = string & { readonly __brand: "InstanceId" };
/** `timerId-xxxxxxxx` */
export type TimerId = string & { readonly __brand: "TimerId" };
/** `event-xxxxxxxx-xxxxxxxx` */
export type FleetEventId = string & { readonly __brand: "FleetEventId" };
export type GameServerSessionId = string & { readonly __brand: "GameServerSessionId" };
export type PlayerSessionId = string & { readonly __brand: "PlayerSessionId" };
/** Made by the host when a process is launched, or when one that was started by hand reports ready; a pid may come again, this does not. */
export type ProcessId = string & { readonly __brand: "ProcessId" };
