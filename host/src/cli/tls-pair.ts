import { readFileSync } from "node:fs";
import { checkTls, type TlsPair } from "../main.js";
import type { ConfigFile } from "./host-config.js";
import { usageError } from "./exit.js";

/** The certificate and its key, from the files that a config file names. @throws CliError that says what is wrong with them */
export function readTls({ cert, key }: NonNullable<ConfigFile["tls"]>): TlsPair {
  if (cert === undefined || key === undefined)
    throw usageError(
      `--config: "tls" has no "${cert === undefined ? "cert" : "key"}": give both, as paths of PEM files`,
    );
  const pair = { cert: readPem("tls.cert", cert), key: readPem("tls.key", key) };
  try {
    checkTls(pair);
    return pair;
  } catch (error) {
    throw usageError(
      `--config: "${cert}" and "${key}" are no certificate in PEM and the key that belongs to it: ` +
        (error instanceof Error ? error.message : String(error)),
      { cause: error },
    );
  }
}

function readPem(what: string, file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw usageError(
      `--config: cannot read "${what}", "${file}": ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    );
  }
}
