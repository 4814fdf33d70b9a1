import type { GrpcObject, Server, ServerCredentials, ServiceDefinition, sendUnaryData } from "@grpc/grpc-js";
import { requirePeer } from "../peers.js";

// An Agones sidecar that says yes to every player, made of the SDK's own service definitions and the grpc-js beside it.
const grpc = requirePeer<{
  readonly Server: new () => Server;
  readonly ServerCredentials: { createInsecure(): ServerCredentials };
  loadPackageDefinition(definition: object): GrpcObject;
}>("@grpc/grpc-js");
const { Bool } = requirePeer<{ readonly Bool: new () => { setBool(value: boolean): void } }>(
  "@google-cloud/agones-sdk/lib/alpha/alpha_pb",
);
const packages = grpc.loadPackageDefinition(
  requirePeer("@google-cloud/agones-sdk/lib/alpha/alpha_grpc_pb"),
) as unknown as {
  readonly agones: {
    readonly dev: { readonly sdk: { readonly alpha: { readonly SDK: { readonly service: ServiceDefinition } } } };
  };
};

const server = new grpc.Server();
server.addService(packages.agones.dev.sdk.alpha.SDK.service, {
  playerConnect: (_call: unknown, callback: sendUnaryData<object>) => {
    const yes = new Bool();
    yes.setBool(true);
    callback(null, yes);
  },
});
server.bindAsync("localhost:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
  if (error !== null) throw error;
  process.stdout.write(`${JSON.stringify({ port: String(port) })}\n`);
});
