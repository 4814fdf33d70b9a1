import { once } from "node:events";
import { createServer } from "node:net";

/** Below those that the system gives out by itself: it must be free again whenever the host starts again. */
const FIRST = 22_000;
const COUNT = 5_000;

export async function freePorts(count: number): Promise<readonly number[]> {
  const found: number[] = [];
  for (let tried = 0; found.length < count; tried++) {
    if (tried === COUNT) throw new Error(`no port is free from ${String(FIRST)} on`);
    const port = FIRST + ((process.pid + tried) % COUNT);
    if (await isFree(port)) found.push(port);
  }
  return found;
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen({ host: "127.0.0.1", port });
  try {
    await once(server, "listening");
    return true;
  } catch {
    return false;
  } finally {
    server.close();
  }
}
