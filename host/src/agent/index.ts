export { GrpcProcessLink } from "./grpc-process-link.js";
export { toGrpcRefusal } from "./grpc-refusals.js";
export { agentHandlers, serveGseAgent } from "./serve-agent.js";
