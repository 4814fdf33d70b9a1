// Before `npm start`: the first build takes a while, and says nothing itself.
import { existsSync } from "node:fs";

const isBuilt = existsSync(new URL("../host/dist/console/app/index.html", import.meta.url));
if (!isBuilt) console.log("\n  Building the SDK, the host and its console: some 20 s, this once …");
