import { expect, test } from "vitest";
import { serveGseAgent } from "../../src/agent/index.js";
import { ScriptedRuntime } from "../support/scripted-runtime.js";
import { useHost } from "../support/use-host.js";

test.each(["0.0.0.0:0", "192.168.1.2:5758", "[::]:0", "example.com:5758"])(
  "the agent does not listen on %s: it asks nobody who they are",
  async (address) => {
    const { host } = await useHost();
    await expect(serveGseAgent({ host, runtime: new ScriptedRuntime(), address })).rejects.toThrow(
      `cannot serve the agent on "${address}"`,
    );
  },
);
