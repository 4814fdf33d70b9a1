export { GrpcProcessLink } from "./grpc-process-link.js";
export { serveGseAgent, type AgentOptions } from "./serve-agent.js";
