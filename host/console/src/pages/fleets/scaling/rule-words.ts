import type { ScalingMetric, ScalingOperator } from "../../../../../src/model/scaling.js";
import { inBothLanguages } from "../../../i18n/language.js";
import type { RuleChange } from "./rule-draft.js";

export type RuleWords = (typeof ruleWords)["en"];

const instances = (amount: string): string => (amount === "1" ? "1 instance" : `${amount} instances`);

/** Rules, and the choices that make them up. */
export const ruleWords = inBothLanguages(
  {
    metrics: {
      CurrentPlayerSessions: "number of players",
      AvailableGameServerSessions: "number of free processes",
      PercentAvailableGameServerSessions: "share of free processes",
      PercentAvailableGameSessions: "share of free processes (by its other name)",
      AvailableCustomCount: "reported custom count",
      PercentAvailableCustomCount: "share of the reported custom count",
      ActiveInstances: "number of instances",
      IdleInstances: "number of idle instances",
      PercentIdleInstances: "share of idle instances",
    } satisfies Record<ScalingMetric, string>,
    operators: { ">": "above", ">=": "at least", "<": "below", "<=": "at most" } satisfies Record<
      ScalingOperator,
      string
    >,
    changes: {
      add: "add instances",
      remove: "remove instances",
      addPercent: "add a share",
      removePercent: "remove a share",
      exact: "set the number",
    } satisfies Record<RuleChange, string>,
    sentence: (condition: string, minutes: string, change: string) =>
      `When ${condition} for ${minutes === "1" ? "1 minute" : `${minutes} minutes`}, ${change}.`,
    condition: (metric: string, operator: string, threshold: string) => `the ${metric} is ${operator} ${threshold}`,
    changeOf: {
      add: (amount: string) => `add ${instances(amount)}`,
      remove: (amount: string) => `remove ${instances(amount)}`,
      addPercent: (amount: string) => `add ${amount} %`,
      removePercent: (amount: string) => `remove ${amount} %`,
      exact: (amount: string) => `have ${instances(amount)}`,
    } satisfies Record<RuleChange, (amount: string) => string>,
  },
  {
    metrics: {
      CurrentPlayerSessions: "占用与预留的玩家席位",
      AvailableGameServerSessions: "空闲进程数",
      PercentAvailableGameServerSessions: "空闲进程占比",
      PercentAvailableGameSessions: "空闲进程占比（别名）",
      AvailableCustomCount: "自定义数据总和",
      PercentAvailableCustomCount: "自定义数据占比",
      ActiveInstances: "实例数",
      IdleInstances: "空闲实例数",
      PercentIdleInstances: "空闲实例占比",
    },
    operators: { ">": "大于", ">=": "不小于", "<": "小于", "<=": "不大于" },
    changes: {
      add: "增加实例",
      remove: "减少实例",
      addPercent: "按比例增加",
      removePercent: "按比例减少",
      exact: "设为固定数量",
    },
    sentence: (condition: string, minutes: string, change: string) =>
      `当${condition}，且持续 ${minutes} 分钟时，${change}。`,
    condition: (metric: string, operator: string, threshold: string) => `${metric}${operator} ${threshold}`,
    changeOf: {
      add: (amount: string) => `增加 ${amount} 个实例`,
      remove: (amount: string) => `减少 ${amount} 个实例`,
      addPercent: (amount: string) => `增加 ${amount} % 的实例`,
      removePercent: (amount: string) => `减少 ${amount} % 的实例`,
      exact: (amount: string) => `将实例数设为 ${amount}`,
    },
  },
);
