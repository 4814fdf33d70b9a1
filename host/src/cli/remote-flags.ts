import type { Command } from "commander";
import type { ExitCode } from "./exit.js";
import { defaultSettings } from "./default-settings.js";

/** Where a command leaves its exit code. */
export type Done = (exitCode: ExitCode) => void;

/** The flags of every command that talks to a host. */
export const remoteFlags = (command: Command, jsonSays: string): Command =>
  command
    .option("--endpoint <host:port>", `the host's cloud API (default: GSE_ENDPOINT, else ${defaultSettings.api})`)
    .option("--region <region>", "default: TENCENTCLOUD_REGION, else ap-shanghai")
    .option("--data <dir>", "the host's data folder, for the credentials in it (default: .gse)")
    .option("--json", jsonSays);
