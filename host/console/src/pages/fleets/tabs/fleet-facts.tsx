import { Link } from "react-router";
import { useWords } from "../../../i18n/language.js";
import { Facts, type FactsProps } from "../../../parts/facts.js";
import { IdText } from "../../../parts/id-text.js";
import { TimeText } from "../../../parts/time-text.js";
import type { TabProps } from "./tab.js";
import { tabWords } from "./words.js";

/** What cannot be changed, or not here. */
export function FleetFacts({ fleet }: TabProps) {
  const t = useWords(tabWords);
  const isByHand = fleet.StoppedActions.includes("AUTO_SCALING");
  const facts: FactsProps["facts"] = [
    [t.id, <IdText id={fleet.FleetId} />],
    [t.asset, <Link to="/assets">{fleet.AssetId}</Link>],
    [t.created, <TimeText at={fleet.CreationTime} />],
    ...(fleet.TerminationTime === null ? [] : [[t.ended, <TimeText at={fleet.TerminationTime} />] as const]),
    [t.instanceType, fleet.InstanceType],
    [t.system, fleet.OperatingSystem],
    [t.bandwidth, `${fleet.InternetMaxBandwidthOut} Mbit/s`],
    [t.scaling, isByHand ? t.byHand : t.byItself],
    [t.tags, fleet.Tags.map(({ Key, Value }) => `${Key} = ${Value}`).join(", ") || t.none],
    [t.arn, <IdText id={fleet.FleetArn} />, "whole"],
  ];
  return <Facts facts={facts} />;
}
