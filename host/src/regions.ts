/**
 * Every region GSE had: those of its latency test, and three that only its FAQ names (gse-semantics g). One host serves
 * them all as labels.
 */
export const regions: ReadonlySet<string> = new Set([
  "ap-bangkok",
  "ap-beijing",
  "ap-chengdu",
  "ap-guangzhou",
  "ap-hongkong",
  "ap-mumbai",
  "ap-seoul",
  "ap-shanghai",
  "ap-singapore",
  "ap-tokyo",
  "eu-frankfurt",
  "eu-moscow",
  "na-ashburn",
  "na-siliconvalley",
  "na-toronto",
]);

/** Where calls take place that need name none, and what the console begins with. */
export const DEFAULT_REGION = "ap-shanghai";
