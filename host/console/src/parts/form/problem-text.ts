import { inBothLanguages, useWords } from "../../i18n/language.js";
import type { Problem } from "./limits.js";

const words = inBothLanguages(
  {
    missing: "Needed",
    integer: "A whole number",
    length: (range: string, isBytes: boolean) => `${range} ${isBytes ? "bytes" : "characters"}`,
    between: (min: number, max: number) => `${min} to ${max}`,
    most: (max: number) => `At most ${max}`,
    least: (min: number) => `${min} or more`,
    block: "An IPv4 block, such as 0.0.0.0/0",
    form: "This has another form",
  },
  {
    missing: "必填",
    integer: "请输入整数",
    length: (range: string, isBytes: boolean) => `长度 ${range} ${isBytes ? "字节" : "个字符"}`,
    between: (min: number, max: number) => `${min} 到 ${max}`,
    most: (max: number) => `不超过 ${max}`,
    least: (min: number) => `不小于 ${min}`,
    block: "IPv4 网段，例如 0.0.0.0/0",
    form: "格式不正确",
  },
);

type ProblemWords = (typeof words)["en"];

/** Says what would do, in the page's language. */
export function useProblemText(): (problem: Problem | undefined) => string | undefined {
  const t = useWords(words);
  return (problem) => (problem === undefined ? undefined : textOf(problem, t));
}

function textOf(problem: Problem, t: ProblemWords): string {
  switch (problem.kind) {
    case "missing":
      return t.missing;
    case "integer":
      return t.integer;
    case "length":
      return t.length(rangeText(problem.min > 0 ? problem.min : undefined, problem.max, t), problem.isBytes);
    case "range":
      return rangeText(problem.min, problem.max, t);
    case "block":
      return t.block;
    case "form":
      return t.form;
  }
}

function rangeText(min: number | undefined, max: number | undefined, t: ProblemWords): string {
  if (min !== undefined && max !== undefined) return t.between(min, max);
  return max === undefined ? t.least(min ?? 0) : t.most(max);
}
