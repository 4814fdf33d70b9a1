export { GrpcProcessLink } from "./grpc-process-link.js";
export { serveGseAgent } from "./serve-agent.js";
