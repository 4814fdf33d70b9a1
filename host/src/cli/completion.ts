import type { Command } from "commander";
import { bashCompletion } from "./completion-bash.js";
import { fishCompletion } from "./completion-fish.js";
import type { CompletedFlag, Place } from "./completion-place.js";
import { zshCompletion } from "./completion-zsh.js";
import { exitCodes, type ExitCode } from "./exit.js";
import { print, type Terminal } from "./terminal.js";

const scripts = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion };

export type Shell = keyof typeof scripts;
export const shells = Object.keys(scripts) as readonly Shell[];

/** `gse completion SHELL`: a script for the shell, made from the commands that there are. */
export function completion(
  shell: Shell,
  program: Command,
  actionNames: readonly string[],
  terminal: Terminal,
): ExitCode {
  print(terminal, scripts[shell](placesOf(program, actionNames)));
  return exitCodes.done;
}

/** Every place, from the beginning on. */
function placesOf(program: Command, actionNames: readonly string[]): readonly Place[] {
  const places: Place[] = [];
  const visit = (command: Command, path: string): void => {
    const commands = command.commands.map((one) => ({ word: one.name(), says: one.summary() || one.description() }));
    const actions = path === "api" ? actionNames.map((word) => ({ word, says: "" })) : [];
    const choices = command.registeredArguments.flatMap(({ argChoices = [] }) =>
      argChoices.map((word) => ({ word, says: "" })),
    );
    places.push({ path, words: [...commands, ...actions, ...choices], flags: flagsOf(command) });
    for (const one of command.commands) visit(one, `${path} ${one.name()}`.trim());
  };
  visit(program, "");
  return places;
}

const flagsOf = (command: Command): readonly CompletedFlag[] => [
  ...command.options.flatMap(({ hidden, long, description, required, optional, argChoices }) =>
    hidden || typeof long !== "string"
      ? []
      : [{ word: long, says: description, takesValue: required || optional, values: argChoices ?? [] }],
  ),
  { word: "--help", says: "print help", takesValue: false, values: [] },
];
