import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { StepFailure } from "./step-failure.js";

/** A user of this machine whom processes may run as. */
export interface Account {
  readonly user: string;
  readonly uid: number;
  readonly gid: number;
  readonly home: string;
}

/** The machine's users, as far as a host deals with them. */
export interface AccountsOptions {
  /** Whether the host may start processes as somebody else; default: it runs as root, on Linux. */
  readonly canSwitchUser?: boolean;
  /** Default: /etc/passwd */
  readonly passwdFile?: string;
  /** Default: /etc/group */
  readonly groupFile?: string;
  /** The command that adds a user, before its options. Default: `useradd` */
  readonly addUser?: readonly [string, ...string[]];
}

// The one account that a gse.yaml may name (gse-semantics d.3).
const USER = "user_00";
const GROUP = "users";

const run = promisify(execFile);

export class Accounts {
  readonly canSwitchUser: boolean;
  readonly #passwdFile: string;
  readonly #groupFile: string;
  readonly #addUser: readonly [string, ...string[]];
  #isBeingMade: Promise<Account> | undefined;

  constructor(options: AccountsOptions) {
    this.canSwitchUser = options.canSwitchUser ?? (process.platform === "linux" && process.geteuid?.() === 0);
    this.#passwdFile = options.passwdFile ?? "/etc/passwd";
    this.#groupFile = options.groupFile ?? "/etc/group";
    this.#addUser = options.addUser ?? ["useradd"];
  }

  /**
   * user_00 of the group users, made if there is none.
   * @throws StepFailure when it cannot be had
   */
  gameUser(): Promise<Account> {
    // Instances are set up side by side, and only one of them may make it.
    this.#isBeingMade ??= this.#findOrMake().finally(() => {
      this.#isBeingMade = undefined;
    });
    return this.#isBeingMade;
  }

  async #findOrMake(): Promise<Account> {
    const gid = await this.#gid();
    const found = (await this.#find(gid)) ?? (await this.#make(gid));
    if (found.uid === 0)
      throw new StepFailure(
        `cannot run processes as "${USER}": in ${this.#passwdFile} that is root; give it a uid of its own`,
      );
    return found;
  }

  async #gid(): Promise<number> {
    const [, , gid] = (await entries(this.#groupFile)).find(([name]) => name === GROUP) ?? [];
    if (gid !== undefined && /^\d+$/.test(gid)) return Number(gid);
    throw new StepFailure(
      `cannot run processes as "${USER}:${GROUP}": there is no group "${GROUP}" in ${this.#groupFile}; add it: groupadd ${GROUP}`,
    );
  }

  async #find(gid: number): Promise<Account | undefined> {
    const [, , uid, , , home] = (await entries(this.#passwdFile)).find(([name]) => name === USER) ?? [];
    if (uid === undefined || !/^\d+$/.test(uid)) return undefined;
    return { user: USER, uid: Number(uid), gid, home: home ?? "/" };
  }

  async #make(gid: number): Promise<Account> {
    const [command, ...options] = this.#addUser;
    const args = [...options, "--create-home", "--no-user-group", "--gid", GROUP, USER];
    const byHand = `add it by hand, as in: useradd --create-home --gid ${GROUP} ${USER}`;
    try {
      await run(command, args);
    } catch (error) {
      const said = error instanceof Error && "stderr" in error ? String(error.stderr).trim() : "";
      throw new StepFailure(`cannot make the user "${USER}" by ${command}: ${said || String(error)}; ${byHand}`);
    }
    const made = await this.#find(gid);
    if (made === undefined)
      throw new StepFailure(
        `cannot make the user "${USER}": ${command} did not add it to ${this.#passwdFile}; ${byHand}`,
      );
    return made;
  }
}

const entries = async (file: string): Promise<readonly (readonly string[])[]> =>
  (await readFile(file, "utf8")).split("\n").map((line) => line.split(":"));

/** gse.yaml is one line of YAML, and the tutorial's line is the only one that GSE takes (gse-semantics d.3). */
export function checkGseYaml(text: string): void {
  const lines = text
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .map((line) => line.replace(/(^|\s)#.*$/, "").trim())
    .filter((line) => line !== "" && line !== "---");
  const wanted = `User: ${USER}:${GROUP}`;
  const [line = "", ...more] = lines;
  if (more.length === 0 && new RegExp(`^User:\\s+(["']?)${USER}:${GROUP}\\1$`).test(line)) return;
  throw new StepFailure(
    `cannot follow gse.yaml: it says ${JSON.stringify(lines.join("; ").slice(0, 200))}; GSE takes "${wanted}" only, or no such file`,
  );
}
