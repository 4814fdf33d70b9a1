import { lchownSync } from "node:fs";
import { chmod, lstat, mkdir, readFile, readdir, realpath, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { checkGseYaml, type Account, type Accounts } from "./accounts.js";
import { instancesFolder, type InstancePlaces } from "./instance-places.js";
import { StepFailure } from "./step-failure.js";
import type { StepLog } from "./step-log.js";

/**
 * The account that the package's gse.yaml asks for; undefined: the host's own. It is made if need be, but owns nothing yet.
 * @throws StepFailure when the file asks for anything else, or the account cannot be had
 */
export async function accountWanted(
  places: InstancePlaces,
  accounts: Accounts,
  log: StepLog,
): Promise<Account | undefined> {
  const text = await readFile(join(places.game, "gse.yaml"), "utf8").catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  checkGseYaml(text);
  if (!accounts.canSwitchUser) {
    log.line("gse.yaml is ignored: this host does not run as root, so its processes run as the host's own user");
    return undefined;
  }
  const account = await accounts.gameUser();
  log.line(`gse.yaml: processes run as ${account.user} (uid ${String(account.uid)}, gid ${String(account.gid)})`);
  return account;
}

/** Gives the unpacked package to the account, lets it in, and remembers whose the instance is for launches of later hosts. */
export async function handOver(dataDir: string, places: InstancePlaces, account: Account): Promise<void> {
  await giveTo(places.game, account);
  await letIn(dataDir, places);
  const closed = await firstClosedFolder(places.game, account);
  if (closed !== undefined)
    throw new StepFailure(
      `cannot run processes as "${account.user}": it may not enter "${closed}"; let it (chmod o+x), or give the host a --data folder in another place`,
    );
  await writeFile(places.account, JSON.stringify(account), { mode: 0o600 });
}

/** Who the processes of an instance run as; undefined: whoever the host runs as. */
export async function accountOf(places: InstancePlaces): Promise<Account | undefined> {
  const text = await readFile(places.account, "utf8").catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  });
  return text === undefined ? undefined : (JSON.parse(text) as Account);
}

/** Links themselves, never what they lead to. */
async function giveTo(path: string, account: Account): Promise<void> {
  lchownSync(path, account.uid, account.gid);
  for (const entry of await readdir(path, { withFileTypes: true })) {
    const inner = join(path, entry.name);
    if (entry.isDirectory()) await giveTo(inner, account);
    else lchownSync(inner, account.uid, account.gid);
  }
}

/**
 * Lets others pass through the data folder to the instance, and no further: all else in it is closed to them first, for the
 * database holds what processes show to prove who they are.
 */
async function letIn(dataDir: string, places: InstancePlaces): Promise<void> {
  const { mode } = await stat(dataDir);
  if ((mode & 0o001) === 0) {
    for (const entry of await readdir(dataDir, { withFileTypes: true })) {
      const path = join(dataDir, entry.name);
      if (entry.isDirectory() || entry.isFile()) await chmod(path, (await lstat(path)).mode & 0o700);
    }
    await chmod(dataDir, (mode & 0o777) | 0o001);
  }
  for (const folder of [instancesFolder(dataDir), places.folder]) {
    await mkdir(folder, { recursive: true });
    await chmod(folder, 0o711);
  }
}

/** The outermost folder on the way that the account may not pass through. */
async function firstClosedFolder(path: string, account: Account): Promise<string | undefined> {
  const folders: string[] = [];
  for (let folder = await realpath(path); folder !== dirname(folder); folder = dirname(folder)) folders.unshift(folder);
  for (const folder of folders) {
    const { uid, gid, mode } = await stat(folder);
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return folder;
  }
  return undefined;
}
