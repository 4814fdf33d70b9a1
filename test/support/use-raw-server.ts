import {
  Server,
  ServerCredentials,
  type handleUnaryCall,
  type MethodDefinition,
  type ServiceError,
} from "@grpc/grpc-js";
import { onTestFinished } from "vitest";

/** What a raw server answers: these bytes, or this gRPC status. */
export type RawAnswer = Uint8Array | Partial<ServiceError>;

const bytes = (value: Buffer): Buffer => value;

/**
 * A gRPC server in nobody's SDK: bytes in, bytes out. `answers` by full method path, as
 * "/tencentcloud.gse.grpcsdk.GseGrpcSdkService/ProcessReady".
 */
export async function useRawServer(answers: Readonly<Record<string, RawAnswer>>): Promise<string> {
  const server = new Server();
  const methods = Object.keys(answers).map((path): [string, MethodDefinition<Buffer, Buffer>] => [
    path,
    {
      path,
      requestStream: false as const,
      responseStream: false as const,
      requestSerialize: bytes,
      requestDeserialize: bytes,
      responseSerialize: bytes,
      responseDeserialize: bytes,
    },
  ]);
  const handlers = Object.entries(answers).map(([path, answer]): [string, handleUnaryCall<Buffer, Buffer>] => [
    path,
    (_call, callback) => {
      if (answer instanceof Uint8Array) callback(null, Buffer.from(answer));
      else callback(answer);
    },
  ]);
  server.addService(Object.fromEntries(methods), Object.fromEntries(handlers));
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) => {
      if (error === null) resolve(bound);
      else reject(error);
    });
  });
  onTestFinished(() => server.forceShutdown());
  return `127.0.0.1:${String(port)}`;
}
