import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Signer } from "./signature/find-key.js";

/** What the cloud API shares with a room that serves paths beside it, to the same callers. */
export interface ApiDoor {
  /** Who signed a request, whose body has been read into a Buffer. @throws ApiRefusal as for a call of the cloud API */
  signerOf(incoming: FastifyRequest): Signer;
  /** How the caller reaches this host: "http://127.0.0.1:8080". */
  baseOf(incoming: FastifyRequest): string;
  /** A link to a log that anybody may follow for a while. */
  logUrl(name: string, base: string): string;
  /** False while calls cannot be served. */
  isReady(): boolean;
}

/** A room that serves paths of its own on the cloud API's port. */
export interface NeighbourRoom {
  /** False: there is nothing for a browser to see. */
  isBuilt(): boolean;
  serve(app: FastifyInstance, door: ApiDoor): void;
}
