import type { Command } from "commander";
import { policyDelete, policyList, policyPut, type PolicyDeleteFlags, type PolicyPutFlags } from "./fleet-policies.js";
import { timerDelete, timerList, timerPut, type TimerPutFlags } from "./fleet-timers.js";
import { wholeNumber } from "./parse-values.js";
import { adjustmentOf, conditionOf } from "./policy-values.js";
import { remoteFlags, type Done } from "./remote-flags.js";
import type { RemoteFlags } from "./remote.js";
import type { Terminal } from "./terminal.js";
import { instant, monthDays, weekDays } from "./timer-values.js";

export function addPolicies(fleet: Command, terminal: Terminal, done: Done): void {
  const policy = fleet
    .command("policy")
    .summary("what scales a fleet by itself: a buffer, and rules")
    .description(
      "Scaling policies of a fleet. They decide while its scaling is automatic: gse fleet scale FLEET --auto.",
    );

  remoteFlags(policy.command("list"), "print the policies as JSON")
    .description("Lists them.")
    .argument("<FLEET>")
    .action(async (fleet: string, flags: RemoteFlags) => {
      done(await policyList(fleet, flags, terminal));
    });

  remoteFlags(policy.command("put"), "print the policies as JSON")
    .description("Makes a policy, or changes the one of that name. A fleet has one with --target at most.")
    .argument("<FLEET>")
    .argument("<NAME>")
    .option("--target <percent>", "keep so many percent of the sessions free, 1 to 99", wholeNumber(1))
    .option("--when <condition>", 'the rule\'s condition, such as "AvailableGameServerSessions < 5"', conditionOf)
    .option("--for <minutes>", "how long it has to be so", wholeNumber(1), 1)
    .option("--then <change>", 'what follows: "+1", "-2", "+20%" or "=4" instances', adjustmentOf)
    .addHelpText("after", policyHelp)
    .action(async (fleet: string, name: string, flags: PolicyPutFlags) => {
      done(await policyPut(fleet, name, flags, terminal));
    });

  remoteFlags(policy.command("delete"), "print what is left as JSON")
    .description("Deletes a policy.")
    .argument("<FLEET>")
    .argument("[NAME]")
    .option("--all", "all of the fleet's")
    .action(async (fleet: string, name: string | undefined, flags: PolicyDeleteFlags) => {
      done(await policyDelete(fleet, name, flags, terminal));
    });
}

export function addTimers(fleet: Command, terminal: Terminal, done: Done): void {
  const timer = fleet
    .command("timer")
    .summary("what changes a fleet's size by the calendar")
    .description("Timers of a fleet: each sets its size, its range or its mode, once or again and again.");

  remoteFlags(timer.command("list"), "print the timers as JSON")
    .description("Lists them.")
    .argument("<FLEET>")
    .action(async (fleet: string, flags: RemoteFlags) => {
      done(await timerList(fleet, flags, terminal));
    });

  remoteFlags(timer.command("put"), "print the timers as JSON")
    .description("Makes a timer, or gives the one of that name another content.")
    .argument("<FLEET>")
    .argument("<NAME>")
    .requiredOption(
      "--at <time>",
      "when it runs first, [2026-01-31T]20:00[:00][+08:00], without a day the next time that it is so late; days are of that " +
        "zone (default: of this machine's)",
      instant(() => terminal.clock.now()),
    )
    .option("--every-days <n>", "again every so many days", wholeNumber(1))
    .option("--month-days <days>", "on these days of each month, such as 1-5", monthDays)
    .option("--week-days <days>", "on these days of the week, such as mon-fri", weekDays)
    .option(
      "--until <time>",
      "no run after that",
      instant(() => terminal.clock.now()),
    )
    .option("--desired <n>", "so many instances", wholeNumber(0))
    .option("--min <n>", "never fewer", wholeNumber(0))
    .option("--max <n>", "never more", wholeNumber(1))
    .option("--interval <minutes>", "between two scaling actions, 1 to 30", wholeNumber(1))
    .option("--manual", "only --desired counts from then on")
    .option("--auto", "policies decide from then on")
    .option("--target <percent>", "they keep so many percent of the sessions free, 1 to 99", wholeNumber(1))
    .option("--stopped", "it does not run until it is put again")
    .addHelpText("after", timerHelp)
    .action(async (fleet: string, name: string, flags: TimerPutFlags) => {
      done(await timerPut(fleet, name, flags, terminal));
    });

  remoteFlags(timer.command("delete"), "print what is left as JSON")
    .description("Deletes a timer.")
    .argument("<FLEET>")
    .argument("<NAME>")
    .action(async (fleet: string, name: string, flags: RemoteFlags) => {
      done(await timerDelete(fleet, name, flags, terminal));
    });
}

const policyHelp = `
Examples:
  gse fleet policy put chat buffer --target 30
  gse fleet policy put chat full --when "PercentAvailableGameServerSessions < 10" --for 2 --then +20%
  gse fleet policy put chat quiet --when "CurrentPlayerSessions < 1" --for 30 --then =1
`;

const timerHelp = `
Examples:
  gse fleet timer put chat evening --at 19:00+08:00 --week-days fri-sun --min 3 --max 6
  gse fleet timer put chat night --at 02:00+08:00 --every-days 1 --min 0
  gse fleet timer put chat party --at 18:00 --manual --max 6 --desired 5
`;
