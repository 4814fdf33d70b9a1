/** An id of one kind can never take the place of another: the brand exists for the compiler only. */
export type FleetId = string & { readonly __brand: "FleetId" };
export type GameServerSessionId = string & { readonly __brand: "GameServerSessionId" };
export type PlayerSessionId = string & { readonly __brand: "PlayerSessionId" };
/** Made by the host when a process reports ready; a pid may come again, this does not. */
export type ProcessId = string & { readonly __brand: "ProcessId" };
