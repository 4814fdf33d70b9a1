import { readFileSync } from "node:fs";
import { parser } from "@prometheus-io/lezer-promql";
import { describe, expect, test } from "vitest";
import { useMetrics } from "./use-metrics.js";

interface Panel {
  readonly title: string;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly targets?: readonly { readonly expr: string }[];
}
interface Dashboard {
  readonly panels: readonly Panel[];
  readonly annotations: { readonly list: readonly { readonly expr: string }[] };
  readonly templating: { readonly list: readonly { readonly definition?: string }[] };
}

const text = (path: string): string => readFileSync(new URL(path, import.meta.url), "utf8");
const { panels, annotations, templating } = JSON.parse(text("../../grafana/gse-host.json")) as Dashboard;
const expressions = [...panels.flatMap(({ targets = [] }) => targets), ...annotations.list].map(({ expr }) =>
  expr.replaceAll("$__rate_interval", "5m"),
);

/** All that stands in an expression under one of PromQL's names for its parts. */
function parts(expression: string, kind: string): readonly string[] {
  const found: string[] = [];
  parser.parse(expression).iterate({
    enter: ({ name, from, to }) => {
      if (name === kind) found.push(expression.slice(from, to));
    },
  });
  return found;
}

/** The labels of each metric, as the guide's table says them; `le` is that of every histogram. */
const labels = new Map(
  [
    ...text("../../../docs/guides/operating.md").matchAll(
      /^\| `([a-z_]+)`(?: by ([^|]*))? \| (?:counter|gauge|histogram) \|/gm,
    ),
  ].map(([, name = "", by = ""]) => [name, [...by.matchAll(/`([a-z_]+)`/g)].map(([, label]) => label)]),
);
const metricOf = (name: string): string => name.replace(/_(bucket|sum|count)$/, "");

describe("the dashboard for Grafana", () => {
  test.each(expressions)("asks in Prometheus' own words: %s", (expression) => {
    expect(parts(expression, "⚠")).toEqual([]);
    const metrics = parts(expression, "Identifier").map(metricOf);
    expect(metrics).not.toEqual([]);
    const known = ["job", "instance", "le", ...metrics.flatMap((metric) => labels.get(metric) ?? [])];
    expect(known).toEqual(expect.arrayContaining([...parts(expression, "LabelName")]));
  });

  test("asks for metrics that there are, and for all of them", async () => {
    const { metrics } = await useMetrics();
    const there = [...(await metrics.text()).matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name);
    const asked = new Set(expressions.flatMap((expression) => parts(expression, "Identifier")).map(metricOf));
    for (const { definition = "" } of templating.list)
      for (const [, name = ""] of definition.matchAll(/label_values\((\w+)/g)) asked.add(name);
    expect([...asked].sort()).toEqual(there.sort());
  });

  test("has no two panels in one place", () => {
    const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, cell) => `${String(x + (cell % w))},${String(y + Math.floor(cell / w))}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
  });
});
