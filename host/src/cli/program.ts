import { Argument, Command, CommanderError, Option } from "commander";
import { actionNames } from "../client/index.js";
import { api, type ApiFlags } from "./api.js";
import { addAlias } from "./alias-commands.js";
import { addAsset } from "./asset-commands.js";
import { completion, shells, type Shell } from "./completion.js";
import { addConsole } from "./console-command.js";
import type { DevFlags } from "./dev.js";
import type { DoctorFlags } from "./doctor/doctor.js";
import { CliError, exitCodes, type ExitCode } from "./exit.js";
import { addFleet } from "./fleet-commands.js";
import { defaultSettings } from "./default-settings.js";
import { addInstance } from "./instance-commands.js";
import { addLatency } from "./latency-command.js";
import { addLogs } from "./logs-commands.js";
import { keyValues, texts, wholeNumber } from "./parse-values.js";
import { addPlacement } from "./placement-commands.js";
import { addQueue } from "./queue-commands.js";
import type { QuickstartFlags } from "./quickstart.js";
import { remoteFlags, type Done } from "./remote-flags.js";
import { addSession } from "./session-commands.js";
import { complain, type Terminal } from "./terminal.js";
import { addTop } from "./top.js";
import type { UpFlags } from "./up.js";
import { version } from "./version.js";

/** Runs `gse` with these arguments; gives back its exit code, and never rejects. */
export async function runCli(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  let exitCode: ExitCode = exitCodes.done;
  const program = createProgram(terminal, (code) => (exitCode = code));
  try {
    if (args.length === 0) program.outputHelp();
    else await program.parseAsync([...args], { from: "user" });
    return exitCode;
  } catch (error) {
    // Commander has written its message already.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
    const { red } = terminal.errorColors;
    if (error instanceof CliError) {
      complain(terminal, `${red("gse:")} ${error.message}`);
      return error.exitCode;
    }
    complain(terminal, `${red("gse:")} ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    return exitCodes.refused;
  }
}

/** What a host is made of, and the test kit, are loaded by the commands that need them: the others need not wait for that. */
function createProgram(terminal: Terminal, done: Done): Command {
  const program = new Command("gse")
    .description(
      "A GSE (Game Server Engine) to run game servers against: on a laptop, or on one machine.\n" +
        "Games, SDK and cloud API are those of Tencent's GSE; nothing leaves this machine.",
    )
    .version(version(), "-V, --version", "print the version")
    .helpOption("-h, --help", "print help, also of each command")
    .helpCommand("help [COMMAND]", "print the help of a command")
    .enablePositionalOptions()
    .showHelpAfterError("(--help tells more)")
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.stdout.write(text),
      writeErr: (text) => terminal.stderr.write(text),
      outputError: (text, write) => {
        write(text.replace(/^error: /, `${terminal.errorColors.red("gse:")} `));
      },
      getOutHelpWidth: () => terminal.stdout.columns ?? 100,
      getErrHelpWidth: () => terminal.stdout.columns ?? 100,
      getOutHasColors: () => terminal.colors.isColorSupported,
      getErrHasColors: () => terminal.errorColors.isColorSupported,
    })
    .addHelpText("after", mainHelp);

  addDev(program, terminal, done);
  addUp(program, terminal, done);
  addQuickstart(program, terminal, done);
  addDoctor(program, terminal, done);
  addConsole(program, terminal, done);
  addApi(program, terminal, done);
  addAlias(program, terminal, done);
  addAsset(program, terminal, done);
  addFleet(program, terminal, done);
  addInstance(program, terminal, done);
  addPlacement(program, terminal, done);
  addQueue(program, terminal, done);
  addSession(program, terminal, done);
  addLatency(program, terminal, done);
  addLogs(program, terminal, done);
  addTop(program, terminal, done);
  addCompletion(program, terminal, done);
  return program;
}

function addDev(program: Command, terminal: Terminal, done: Done): void {
  hostFlags(program.command("dev"))
    .summary("run a GSE for development, and your game server with it")
    .description(
      "Runs a GSE for development (what Tencent called GSE Local). Any process that calls ProcessReady is taken in, and any " +
        "fleet-… id is served. With a COMMAND it runs your game server, and starts it again when its files change.",
    )
    .argument("[COMMAND...]", 'your game server, after "--"')
    .addOption(
      new Option("--log <form>", "how to log; default: text on a terminal, else json").choices(["text", "json"]),
    )
    .option("--json", "the same as --log json")
    .option(
      "--watch <path>",
      "start the server again when this changes (repeatable; default: the current folder)",
      texts,
    )
    .option("--no-watch", "do not start the server again when files change")
    .option("--fleet <id>", "GSE_FLEET_ID of the server", "fleet-dev")
    .option("--client-ports <range>", "GSE_CLIENT_PORT_RANGE of the server", "7000-7099")
    .passThroughOptions()
    .addHelpText("after", devHelp)
    .action(async (command: string[], flags: Omit<DevFlags, "watch"> & { watch?: DevFlags["watch"] }) => {
      const { dev } = await import("./dev.js");
      done(await dev(command, { watch: true, ...flags }, terminal));
    });
}

function addUp(program: Command, terminal: Terminal, done: Done): void {
  hostFlags(program.command("up"))
    .summary("run a GSE that stays up")
    .description(
      "Runs a GSE that stays up. It logs JSON lines. When it ends, however it ends, the games that run go on, and the next " +
        "host with the same data takes them back.",
    )
    .option(
      "--drain [seconds]",
      "when it is asked to end: take no new sessions, have the games end as their protection allows, and wait for them, so long " +
        "or as long as it takes; a second signal ends the waiting",
      wholeNumber(1),
    )
    .option("--json", "no effect: the log is JSON always")
    .action(async (flags: UpFlags) => {
      const { up } = await import("./up.js");
      done(await up(flags, terminal));
    });
}

function addQuickstart(program: Command, terminal: Terminal, done: Done): void {
  hostFlags(program.command("quickstart"), ".gse/quickstart")
    .summary("see it all work: a host, a fleet of chat servers, two players")
    .description(
      "Starts a host, uploads the chat sample to it, makes a fleet of that and a session on the fleet, all through the cloud API, " +
        "and prints an address to open for each of two players. Stays up until Ctrl-C, and then ends all that it started.",
    )
    .option("--check", "let two scripted players chat, print what they said, and end: exit code 0 or 1")
    .option("--port <n>", "the first of the hundred ports where players may connect; 0 picks free ones", "7000")
    .option(
      "--sample <dir>",
      "the folder of the chat sample (default: examples/chat, here or further up, else the one that comes with gse-host)",
    )
    .option("--json", "one JSON object per step")
    .action(async (flags: QuickstartFlags) => {
      const { quickstart } = await import("./quickstart.js");
      done(await quickstart(flags, terminal));
    });
}

function addDoctor(program: Command, terminal: Terminal, done: Done): void {
  program
    .command("doctor")
    .summary("take your game server through its whole life, and say what it lacks")
    .description(
      "Takes a game server, in any language, through the whole protocol: ready, listening, healthy, a session, players, an agent " +
        "that restarts, the end. GSE's own time is moved on, so that its minutes take none; only the game server's answers take " +
        "time. Without a COMMAND it waits for a process that you start yourself, in a debugger for instance.",
    )
    .argument("[COMMAND...]", 'your game server, after "--"')
    .option(
      "--agent <address>",
      "where it finds its agent, HOST:PORT or unix:PATH (default: a free port; without a COMMAND 127.0.0.1:5758)",
    )
    .option("--patience <ms>", "how long it may take for whatever it is asked", wholeNumber(100), 10_000)
    .option(
      "--ready-within <ms>",
      "how long until it is ready (default: as --patience; without a COMMAND as long as it takes)",
      wholeNumber(100),
    )
    .option(
      "--player-command <text>",
      "a program that connects as a player: exit code 0 when it is let in; with {address} or {host} and {port}, " +
        "{playerSessionId}, {playerId}",
    )
    .option("--strict", "let warnings fail it, too")
    .option("--json", "the whole report as one JSON document")
    .option("--fleet <id>", "GSE_FLEET_ID of the server", "fleet-doctor")
    .option("--client-ports <range>", "GSE_CLIENT_PORT_RANGE of the server", "7000-7099")
    .option("--max-players <n>", "player slots of its sessions", wholeNumber(1), 4)
    .option("--property <key=value>", "a game property of its sessions (repeatable)", keyValues)
    .option("--session-data <text>", "GameServerSessionData of its sessions")
    .passThroughOptions()
    .addHelpText("after", doctorHelp)
    .action(async (command: string[], flags: DoctorFlags) => {
      const { doctor } = await import("./doctor/doctor.js");
      done(await doctor(command, flags, terminal));
    });
}

function addApi(program: Command, terminal: Terminal, done: Done): void {
  remoteFlags(program.command("api"), "print the response on one line")
    .summary("make one call of the cloud API")
    .description("Makes one signed call of the cloud API and prints its response.")
    .argument("<ACTION>", "for instance DescribeGameServerSessions")
    .argument("[REQUEST]", "its parameters: JSON, @FILE, or - for stdin; default {}")
    .option("--no-check", "send the parameters as they are; otherwise they are checked first")
    .addHelpText("after", `\nActions:\n${columns(actionNames)}\n`)
    .action(async (action: string, body: string | undefined, flags: ApiFlags) => {
      done(await api(action, body, flags, terminal));
    });
}

function addCompletion(program: Command, terminal: Terminal, done: Done): void {
  program
    .command("completion")
    .summary("print a script with which your shell completes gse")
    .description("Prints a script that completes commands, flags and the actions of the cloud API.")
    .addArgument(new Argument("<SHELL>").choices(shells))
    .addHelpText("after", completionHelp)
    .action((shell: Shell) => {
      done(completion(shell, program, actionNames, terminal));
    });
}

const hostFlags = (command: Command, data: string = defaultSettings.data): Command =>
  command
    .option("--api <host:port>", `where the cloud API listens (default: ${defaultSettings.api}; port 0: a free one)`)
    .option("--agent <address>", `where the agent listens, HOST:PORT or unix:PATH (default: ${defaultSettings.agent})`)
    .option("--data <dir>", `where sessions and credentials are kept (default: ${data})`)
    .option("--public-address <ip>", `where players find this machine (default: ${defaultSettings.publicAddress})`)
    .option(
      "--udp-ping <host:port>",
      "where the latency probe answers by UDP, too; GSE's port was 8888 (default: nowhere)",
    )
    .option(
      "--region-latency <region=time>",
      'how far a region seems to be by the latency probe: "ap-shanghai=40ms", or "ap-shanghai=down" (repeatable)',
      keyValues,
    )
    .option("--config <file>", "JSON with these, limits, TLS and more (docs/guides/operating.md); flags count more");

/** Names in as many columns as fit into 100 characters. */
function columns(names: readonly string[]): string {
  const width = Math.max(...names.map(({ length }) => length)) + 2;
  const perLine = Math.floor(98 / width);
  const lines: string[] = [];
  for (let at = 0; at < names.length; at += perLine)
    lines.push(
      `  ${names
        .slice(at, at + perLine)
        .map((name) => name.padEnd(width))
        .join("")}`.trimEnd(),
    );
  return lines.join("\n");
}

const mainHelp = `
Begin with:
  gse quickstart                   see it all work
  gse dev -- node server.js        run your game server, and start it again when it changes
  gse session create               make a session on it
  gse session join latest ada bob  let players in
  gse console                      look at all of it in a browser

Credentials are those in the data folder, or TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY.
Exit codes: 0 done, 1 the service refused, 2 usage or an address in use, 3 no host answers.
`;

const completionHelp = `
In ~/.bashrc                   source <(gse completion bash)
In ~/.zshrc, after compinit    source <(gse completion zsh)
In ~/.config/fish/config.fish  gse completion fish | source
`;

const devHelp = `
The server gets GSE_AGENT_ADDRESS, GSE_FLEET_ID, GSE_GAME_DIR and GSE_CLIENT_PORT_RANGE.

Examples:
  gse dev                                    start your server yourself, in a debugger for instance
  gse dev -- node server.js                  have it started
  gse dev --watch dist -- node dist/main.js  start it again only when dist changes
`;

const doctorHelp = `
Exit code 0: nothing failed; 1: something did; 2: usage, or the agent's address is in use.

Examples:
  gse doctor -- node server.js
  gse doctor --player-command "./player {address} {playerSessionId}" -- ./server
  gse doctor --json --strict -- java -jar server.jar > doctor.json
  gse doctor                                 start your server yourself, in a debugger for instance
`;
