import { duration } from "../duration.js";
import { LiveLine } from "../live-line.js";
import { printable } from "../printable.js";
import { width } from "../table.js";
import type { Colors, Terminal } from "../terminal.js";
import { version } from "../version.js";
import type { Watcher } from "./examine.js";
import type { CheckReport, Finding, Level, Verdict } from "./findings.js";
import type { Patient } from "./patient.js";
import type { Summary } from "./report.js";

export interface Screen extends Watcher {
  begin(patient: Patient): void;
  end(patient: Patient, summary: Summary): void;
  close(): void;
}

const NAME_COLUMNS = 9;
const TOOK_AT = 96;
const INDENT = " ".repeat(NAME_COLUMNS + 4);
/** So many of its last lines are shown when something is wrong. */
const SHOWN_LINES = 15;

/** The examination for a person: each check while it is under way, then what came of it and what to do. */
export function openScreen(terminal: Terminal, isJson: boolean): Screen {
  if (isJson) return silent;
  const { colors } = terminal;
  const line = new LiveLine(terminal);
  return {
    begin: (patient) => {
      line.print(`\n  ${colors.bold("GSE doctor")} ${colors.dim(version())}  ${whatIsExamined(patient)}\n`);
    },
    begins: ({ name, doing }) => {
      line.follow(() => row(colors.yellow("…"), name, colors.dim(doing), colors));
    },
    ended: (report) => {
      line.unfollow();
      for (const text of linesOf(report, colors)) line.print(text);
    },
    end: (patient, summary) => {
      if (summary.counts.failed > 0 && patient.lines.length > 0) {
        line.print(`\n  ${colors.dim("The last that it printed:")}`);
        for (const text of patient.lines.slice(-SHOWN_LINES)) line.print(`    ${printable(text)}`);
      }
      line.print(`\n  ${summaryText(summary, patient, colors)}\n`);
    },
    close: () => {
      line.close();
    },
  };
}

const nothing = (): void => undefined;
const silent: Screen = { begin: nothing, begins: nothing, ended: nothing, end: nothing, close: nothing };

const whatIsExamined = ({ options, wire }: Patient): string =>
  options.command.length > 0
    ? options.command.join(" ")
    : `the game server that you start now, with its agent at ${wire.address}; Ctrl-C ends this`;

const row = (mark: string, name: string, text: string, colors: Colors): string =>
  `  ${mark} ${colors.bold(name.padEnd(NAME_COLUMNS))}${text}`;

function linesOf(report: CheckReport, colors: Colors): readonly string[] {
  const { name, verdict, expected, findings, skippedBecause } = report;
  const mark = markOf(verdict, colors);
  if (verdict === "skipped") return [row(mark, name, colors.dim(`skipped: ${skippedBecause}`), colors)];
  const took = colors.dim(duration(report.tookMs));
  const ranked = levels.flatMap((level) => findings.filter((finding) => finding.level === level));
  const [best] = ranked;
  const isWell = verdict === "ok" && best !== undefined;
  const head = row(mark, name, printable(isWell ? best.found : expected), colors);
  return [
    `${head}${" ".repeat(Math.max(2, TOOK_AT - width(head)))}${took}`,
    ...ranked.slice(isWell ? 1 : 0).flatMap((finding) => findingLines(finding, colors)),
  ];
}

/** The worst first. */
const levels: readonly Level[] = ["failed", "warning", "ok", "info"];

function findingLines({ level, found, advice }: Finding, colors: Colors): readonly string[] {
  const text = `${INDENT}${markOf(level, colors)} ${printable(found)}`;
  if (advice === undefined) return [level === "info" ? colors.dim(text) : text];
  return [text, `${INDENT}  ${colors.cyan("→")} ${printable(advice)}`];
}

function markOf(what: Verdict | Level, colors: Colors): string {
  switch (what) {
    case "ok":
      return colors.green("✓");
    case "warning":
      return colors.yellow("!");
    case "failed":
      return colors.red("✗");
    case "skipped":
      return colors.dim("–");
    case "info":
      return colors.dim("·");
  }
}

function summaryText({ counts, isPassed, isStopped, tookMs }: Summary, patient: Patient, colors: Colors): string {
  const verdicts = (["ok", "warning", "failed", "skipped"] as const)
    .filter((verdict) => counts[verdict] > 0)
    .map((verdict) => `${String(counts[verdict])} ${verdict}`);
  const verdict = isStopped
    ? colors.yellow("Stopped before it was done")
    : isPassed
      ? colors.green("Fit for GSE")
      : colors.red("Not fit for GSE yet");
  const times = `${duration(patient.gseMs)} of GSE's time in ${duration(tookMs)}`;
  return `${verdict}: ${verdicts.join(" · ")}  ${colors.dim(times)}`;
}
