import { startBenchHost } from "../bench-host.js";

// A host in a process of its own, which says where it is.
const { apiAddress, agentAddress, credentials } = await startBenchHost();
process.stdout.write(`${JSON.stringify({ api: apiAddress, agent: agentAddress, ...credentials })}\n`);
