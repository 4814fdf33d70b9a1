import { randomUUID } from "node:crypto";
import { credentials, Metadata } from "@grpc/grpc-js";
import { GseGrpcSdkServiceClient } from "../../../dist/gen/GseGrpcSdkService.js";
import { channelOptions } from "../../../dist/wire/channel-options.js";
import { answerAcceptRounds } from "./accept-rounds.js";

// The call as a careful user of grpc-js writes it: one channel for good, who asks, a requestId, a deadline, the answer.
const [address = ""] = process.argv.slice(2);
const CALL_MS = 5_000;
const client = new GseGrpcSdkServiceClient(address, credentials.createInsecure(), channelOptions);
const gameServerSessionId = "qcs::gse:bench::gameserversession/fleet-bench/session-1";

const accept = (playerSessionId: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const metadata = new Metadata();
    metadata.set("pid", String(process.pid));
    metadata.set("requestId", randomUUID());
    const deadline = Date.now() + CALL_MS;
    client.acceptPlayerSession({ gameServerSessionId, playerSessionId }, metadata, { deadline }, (error) => {
      if (error === null) resolve();
      else reject(error);
    });
  });
answerAcceptRounds(accept);
