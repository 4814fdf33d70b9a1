import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { ProcessId } from "../../src/model/index.js";
import { checkGseYaml } from "../../src/runtime/local/accounts.js";
import { localRuntime } from "../../src/runtime/local/local-runtime.js";
import { textLike } from "../support/text-like.js";
import { useTempDir } from "../support/use-temp-dir.js";
import { aFleet, aLaunch } from "./support/rows.js";
import { useMachine } from "./support/use-machine.js";

const gseYaml = { content: "User: user_00:users\n", mode: 0o644 };
const server = '#!/bin/sh\nid -u; id -g; id -G; echo "$HOME"; echo again >> /dev/stdout; touch made && echo made\n';
const UID = 54_321;
const GID = 54_322;

/** The lists of users and groups of a machine of one's own, and a command that adds a user to it. */
const useAccounts = (users = "", groups = `users:x:${String(GID)}:\n`) => {
  const dir = useTempDir();
  mkdirSync(join(dir, "etc"));
  const [passwdFile, groupFile] = [join(dir, "etc/passwd"), join(dir, "etc/group")];
  writeFileSync(passwdFile, `root:x:0:0:root:/root:/bin/bash\n${users}`);
  writeFileSync(groupFile, groups);
  return {
    canSwitchUser: true,
    passwdFile,
    groupFile,
    addUser: ["useradd", "--prefix", dir, "--uid", String(UID)],
  } as const;
};

describe("gse.yaml", () => {
  test.each([
    "User: user_00:users",
    "User: user_00:users\r\n",
    "\uFEFF---\n# who runs it\nUser:  'user_00:users'  # the only one\n\n",
    'User: "user_00:users"',
  ])("may say %j", (text) => {
    expect(() => {
      checkGseYaml(text);
    }).not.toThrow();
  });

  test.each(["", "User: root:root", "User: user_00", "user: user_00:users", "User: user_00:users\nMore: 1", "{}"])(
    "may not say %j",
    (text) => {
      expect(() => {
        checkGseYaml(text);
      }).toThrow(/^cannot follow gse.yaml: it says .*; GSE takes "User: user_00:users" only/);
    },
  );

  test("that asks for another user fails the set-up, also where no other user could be had", async () => {
    const machine = useMachine({ accounts: { canSwitchUser: false } });
    const steps = await machine.setUp({ server, "gse.yaml": "User: root:root" });
    expect(steps.at(-1)).toMatchObject({
      step: "install",
      outcome: { ok: false, kind: "failed", reason: textLike(/it says "User: root:root"/) },
    });
  });

  test("is ignored, and that is said, by a host that does not run as root", async () => {
    const machine = useMachine({ accounts: { ...useAccounts(), canSwitchUser: false } });
    await machine.setUpWell({ server, "gse.yaml": gseYaml });
    expect(machine.log("instances/ins-1/install.log")).toMatch(/gse.yaml is ignored: this host does not run as root/);
    const { id } = await machine.launch();
    await machine.exit(id);
    expect(machine.log("processes/ins-1/process-1.log")).toMatch(new RegExp(`^${String(process.getuid?.())}\n`));
  });
});

describe.runIf(process.getuid?.() === 0)("gse.yaml on a host that runs as root", () => {
  test("makes the user, gives it the package with what install.sh made, and runs processes as it", async () => {
    const accounts = useAccounts();
    const machine = useMachine({ accounts });
    // The folder of a host's data is closed to others, but stands where they may go.
    const secrets = ["gse.sqlite", "blobs", "logs"].map((name) => join(machine.dataDir, name));
    writeFileSync(secrets[0]!, "");
    await machine.setUpWell({
      server,
      "gse.yaml": gseYaml,
      "install.sh": "id -u; touch by-script; ln -s /etc/passwd link",
    });
    expect(readFileSync(accounts.passwdFile, "utf8")).toMatch(
      new RegExp(`^user_00:[^:]*:${String(UID)}:${String(GID)}:`, "m"),
    );
    const log = machine.log("instances/ins-1/install.log");
    expect(log).toMatch(`gse.yaml: processes run as user_00 (uid ${String(UID)}, gid ${String(GID)})\n`);
    expect(log).toMatch(/\n0\n/);
    for (const name of ["", "server", "by-script"])
      expect(statSync(join(machine.gameDir, name))).toMatchObject({ uid: UID, gid: GID });
    expect(statSync("/etc/passwd").uid).toBe(0);
    for (const secret of secrets) expect(statSync(secret).mode & 0o077).toBe(0);

    const { id } = await machine.launch();
    expect(await machine.exit(id)).toMatchObject({ how: "exit code 0" });
    const home = readFileSync(accounts.passwdFile, "utf8")
      .split("\n")
      .find((line) => line.startsWith("user_00:"))!
      .split(":")[5];
    expect(machine.log("processes/ins-1/process-1.log")).toBe(`${UID}\n${GID}\n${GID}\n${home!}\nagain\nmade\n`);

    // A later host knows it, whatever the process did to its own folder.
    writeFileSync(join(machine.gameDir, "gse.yaml"), "User: root:root");
    const next = machine.open();
    const another = aLaunch({ id: "process-2" as ProcessId, launchPath: "server" });
    const outcome = await next.machine.launch({ launch: another, fleet: aFleet() });
    expect(outcome.ok).toBe(true);
    await next.exit(another.id);
    expect(machine.log("processes/ins-1/process-2.log").split("\n").slice(0, 2)).toEqual([String(UID), String(GID)]);
  });

  test("takes the user that is there", async () => {
    const accounts = useAccounts(`user_00:x:54400:1:a user:/srv/game:/bin/sh\n`);
    const machine = useMachine({ accounts });
    await machine.setUpWell({ server: "#!/bin/sh\nexec sleep 1000\n", "gse.yaml": gseYaml });
    const launch = await machine.launch();
    expect(statSync(`/proc/${String(launch.pid)}`)).toMatchObject({ uid: 54_400, gid: GID });
    expect(statSync(join(machine.dataDir, "logs/processes/ins-1/process-1.log")).uid).toBe(54_400);
    expect(localRuntime.isAlive(launch)).toBe(true);
    machine.machine.kill(launch);
    await machine.exit(launch.id);
  });

  test.each([
    ["no group", useAccountsOf({ groups: "root:x:0:\n" }), /there is no group "users".*groupadd users/],
    [
      "a user that is root",
      useAccountsOf({ users: "user_00:x:0:0::/:/bin/sh\n" }),
      /that is root; give it a uid of its own/,
    ],
    [
      "no way to add a user",
      useAccountsOf({}, ["/no/such/useradd"]),
      /cannot make the user "user_00" by \/no\/such\/useradd: .*add it by hand/,
    ],
    ["a way to add users that adds none", useAccountsOf({}, ["true"]), /true did not add it/],
  ])("fails the set-up where there is %s", async (_what, make, reason) => {
    const machine = useMachine({ accounts: make() });
    const steps = await machine.setUp({ server, "gse.yaml": gseYaml });
    expect(steps.at(-1)).toMatchObject({ step: "install", outcome: { ok: false, reason: textLike(reason) } });
  });

  test("fails the set-up where the user may not go to the instance's folder", async () => {
    const closed = useTempDir();
    chmodSync(closed, 0o700);
    const machine = useMachine({ dataDir: join(closed, "data"), accounts: useAccounts() });
    const steps = await machine.setUp({ server, "gse.yaml": gseYaml });
    expect(steps.at(-1)).toMatchObject({
      step: "install",
      outcome: { ok: false, reason: textLike(new RegExp(`"user_00": it may not enter "${closed}"`)) },
    });
  });
});

function useAccountsOf(
  files: { readonly users?: string; readonly groups?: string },
  addUser?: readonly [string, ...string[]],
) {
  return () => {
    const accounts = useAccounts(files.users, files.groups);
    return addUser === undefined ? accounts : { ...accounts, addUser };
  };
}
