import { inBothLanguages } from "../../i18n/language.js";

export const monitoringWords = inBothLanguages(
  {
    range: "Range",
    hour: "Last hour",
    day: "Last day",
    week: "Last week",
    none: "Nothing measured yet",
    noneText: "The host measures once a minute, and keeps what it measured. Come back in a minute.",
    every: {
      minute: "One point a minute",
      fiveMinutes: "One point every five minutes",
      hour: "One point an hour",
      day: "One point a day",
    },
  },
  {
    range: "时间范围",
    hour: "近 1 小时",
    day: "近 1 天",
    week: "近 7 天",
    none: "还没有监控数据",
    noneText: "主机每分钟采集一次并保留数据，请稍后再看。",
    every: { minute: "每分钟一个点", fiveMinutes: "每 5 分钟一个点", hour: "每小时一个点", day: "每天一个点" },
  },
);
