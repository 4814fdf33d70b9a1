import { connect as connectHttp2 } from "node:http2";
import { connect } from "node:net";
import { failed, info, ok, warning, type Finding } from "../findings.js";
import type { Patient } from "../patient.js";
import type { Check } from "./check.js";

/** What a fleet may open to players (gse-semantics d.4). */
const LOWEST_PORT = 1_025;
const HIGHEST_PORT = 60_000;

export const listens: Check = {
  name: "listens",
  expected: "it listens on the ports that it reported, for callbacks and for players, before it says ProcessReady",
  doing: "connecting to its ports",
  needs: ["ready"],
  run: async (patient) => {
    const { clientPort, grpcPort } = patient.wire.reported ?? patient.process;
    const over = new AbortController();
    try {
      const grpc = await patient.orGone(speaksHttp2(grpcPort, over.signal));
      const players = await patient.orGone(takesTcp(clientPort, over.signal));
      return [
        grpcFinding(grpcPort, grpc),
        clientFinding(clientPort, players),
        ...portFindings(patient, clientPort, grpcPort),
      ];
    } finally {
      over.abort();
    }
  },
};

type Probe = { readonly ok: true } | { readonly ok: false; readonly reason: string };

function grpcFinding(port: number, probe: Probe | undefined): Finding {
  const at = `127.0.0.1:${String(port)}`;
  if (probe?.ok === true) return ok(`gRPC answers at ${at}`);
  return failed(
    probe === undefined ? `${at} accepts connections and says nothing` : `no gRPC server at ${at}: ${probe.reason}`,
    "start the gRPC server (GameServerGrpcSdkService, without TLS) on 127.0.0.1 or on every address, and report its port as grpcPort",
  );
}

function clientFinding(port: number, probe: Probe | undefined): Finding {
  if (probe?.ok === true) return ok(`TCP port ${String(port)} is open for players`);
  return warning(
    `nobody takes TCP connections at 127.0.0.1:${String(port)}${probe === undefined ? "" : ` (${probe.reason})`}`,
    "if players come by UDP, this is as it should be and cannot be seen from here; else listen there before ProcessReady",
  );
}

function portFindings({ options }: Patient, clientPort: number, grpcPort: number): readonly Finding[] {
  const findings: Finding[] = [];
  if (clientPort === grpcPort)
    findings.push(
      warning(
        `players and callbacks have the same port, ${String(clientPort)}`,
        "report two: whoever reaches the players' port could end the process by a callback",
      ),
    );
  if (clientPort < LOWEST_PORT || clientPort > HIGHEST_PORT)
    findings.push(
      warning(
        `the players' port is ${String(clientPort)}`,
        `take one from ${String(LOWEST_PORT)} to ${String(HIGHEST_PORT)}: only those can a fleet open to players`,
      ),
    );
  const [from = 0, to = from] = options.clientPorts.split("-").map(Number);
  if (options.command.length > 0 && (clientPort < from || clientPort > to))
    findings.push(
      info(
        `the players' port ${String(clientPort)} is not of GSE_CLIENT_PORT_RANGE, ${options.clientPorts}, the ports that are its own`,
      ),
    );
  return findings;
}

function takesTcp(port: number, over: AbortSignal): Promise<Probe> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    over.addEventListener("abort", () => socket.destroy());
    socket.once("connect", () => {
      socket.destroy();
      resolve({ ok: true });
    });
    socket.once("error", (error) => {
      resolve({ ok: false, reason: reasonOf(error) });
    });
  });
}

/** A gRPC server sends its settings as soon as it has a connection. */
function speaksHttp2(port: number, over: AbortSignal): Promise<Probe> {
  return new Promise((resolve) => {
    const session = connectHttp2(`http://127.0.0.1:${String(port)}`);
    over.addEventListener("abort", () => {
      session.destroy();
    });
    session.once("remoteSettings", () => {
      resolve({ ok: true });
    });
    session.once("close", () => {
      resolve({ ok: false, reason: "it closed the connection" });
    });
    session.on("error", (error: Error) => {
      resolve({ ok: false, reason: reasonOf(error) });
    });
  });
}

const reasonOf = (error: Error): string => {
  const { code = "" } = error as NodeJS.ErrnoException;
  if (code === "ECONNREFUSED") return "the connection is refused";
  return code === "ERR_HTTP2_ERROR" ? "what listens there speaks no HTTP/2 without TLS" : error.message;
};
