import { duration } from "../../duration.js";
import { howItEnded } from "../../child-program.js";
import { isAgentCall } from "../conversation.js";
import { failed, info, ok, warning, type Finding } from "../findings.js";
import { ServerGone, type Patient } from "../patient.js";
import { placeOfPid } from "../place-of-pid.js";
import type { Check } from "./check.js";

export const ready: Check = {
  name: "ready",
  expected: "it says ProcessReady once it can host a session, under the pid of its own process",
  doing: "waiting for ProcessReady",
  needs: [],
  run: async (patient) => {
    const { readyWithinMs } = patient.options;
    try {
      const process = await patient.until(() => patient.gse.processes[0], readyWithinMs);
      if (process === undefined) return [whyNotReady(patient)];
      patient.take(process);
    } catch (error) {
      if (error instanceof ServerGone) return [endedEarly(patient)];
      throw error;
    }
    return whatIsReady(patient);
  },
};

function whatIsReady(patient: Patient): readonly Finding[] {
  const { process, wire, program, startedAtMs } = patient;
  const { clientPort, grpcPort } = wire.reported ?? process;
  const call = wire.calls.find(({ name }) => name === "ProcessReady");
  const after =
    program === undefined || call === undefined ? "" : ` ${duration(call.atMs - startedAtMs)} after its start`;
  const others = patient.gse.processes.length - 1;
  return [
    ok(`ProcessReady${after}: players on port ${String(clientPort)}, callbacks on port ${String(grpcPort)}`),
    whosePid(patient),
    ...(call?.requestId === undefined
      ? [
          warning(
            "the call carries no requestId",
            'send the metadata key "requestId" with every call, each time another one',
          ),
        ]
      : []),
    ...(process.logPaths.length > 0 ? [info(`logs to keep: ${process.logPaths.join(", ")}`)] : []),
    ...(others > 0
      ? [
          warning(
            `${String(others)} more ${others === 1 ? "process" : "processes"} said ProcessReady; only the first is examined`,
            "let one process of the game talk to GSE, or start a single one for the examination",
          ),
        ]
      : []),
  ];
}

function whosePid({ process: { pid }, program }: Patient): Finding {
  const place = placeOfPid(pid, program?.pid);
  const text = `its pid is ${String(pid)}`;
  if (place === "own" || (place === "elsewhere" && program === undefined)) return ok(text);
  if (place === "elsewhere")
    return warning(
      `${text}, which is not the program that was started, nor of its process group`,
      "send the pid of the game server's own process: GSE knows it by that, and takes it for ended when that process ends",
    );
  return warning(
    `${text}, and this machine has no such process`,
    'send the id of the game server\'s own process as "pid" (in a container: as the machine sees it): GSE knows it by that',
  );
}

function endedEarly({ end, wire }: Patient): Finding {
  const how = end === undefined ? "" : ` (${howItEnded(end)})`;
  return failed(
    `it ended${how} before GSE had taken its ProcessReady${saidSoFar(wire.calls.length)}`,
    "see what it printed; it must stay until it is told to end",
  );
}

const saidSoFar = (calls: number): string => (calls === 0 ? ", and called nobody" : "");

function whyNotReady({ wire, options }: Patient): Finding {
  const within = `within ${duration(options.readyWithinMs ?? 0)}`;
  const refusal = wire.calls.findLast(({ answer }) => answer !== undefined && answer.status !== 0);
  if (refusal !== undefined && !isAgentCall(refusal))
    return failed(
      `no ProcessReady ${within}, but a call of "${refusal.path}", which GSE does not have`,
      "make the client from GSE's own proto files, with their package tencentcloud.gse.grpcsdk as it is",
    );
  if (refusal !== undefined)
    return failed(
      `${refusal.name} was refused: ${refusal.answer?.details ?? ""}`,
      refusal.pid === undefined
        ? 'send the metadata keys "pid" (the process id, in decimal) and "requestId" with every call'
        : "correct what the answer names, and say ProcessReady again",
    );
  if (wire.calls.length > 0)
    return failed(
      `no ProcessReady ${within}, only ${[...new Set(wire.calls.map(({ name }) => name))].join(", ")}`,
      "call ProcessReady once the server listens for players and for callbacks",
    );
  if (wire.strangers > 0)
    return failed(
      `no ProcessReady ${within}; it connected, but spoke something other than gRPC without TLS`,
      "use an insecure (plaintext) gRPC channel to the agent",
    );
  return failed(
    `no ProcessReady ${within}; nothing connected to the agent at ${wire.address}`,
    `call ProcessReady at the address in GSE_AGENT_ADDRESS (without it, 127.0.0.1:5758; see --agent), and see --ready-within if it takes longer to start`,
  );
}
