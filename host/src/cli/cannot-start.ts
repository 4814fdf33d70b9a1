import { usageError, type CliError } from "./exit.js";

/**
 * That a command cannot be started, why, and how it is written.
 * @param by the command that should have started it: "gse dev"
 */
export function cannotStart(command: readonly string[], by: string, cause: unknown): CliError {
  const [program = ""] = command;
  const isInQuotes = command.length === 1 && /\s/.test(program);
  const advice = isInQuotes
    ? `write it without quotes: ${by} -- ${program}`
    : `write the command of your game server after "--", as in: ${by} -- node server.js`;
  return usageError(`cannot start "${command.join(" ")}": ${reasonOf(program, cause)}; ${advice}`, { cause });
}

function reasonOf(program: string, cause: unknown): string {
  const { code, message } = cause as NodeJS.ErrnoException;
  if (code === "ENOENT")
    return program.includes("/") ? `there is no file "${program}"` : `"${program}" is not found in PATH`;
  if (code === "EACCES") return `"${program}" may not be executed`;
  return message;
}
