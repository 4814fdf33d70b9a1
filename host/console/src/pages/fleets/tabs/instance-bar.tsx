import type { FleetCapacity } from "../../../api/catalogue.js";
import { useWords } from "../../../i18n/language.js";
import { tabWords } from "./words.js";
import "./instance-bar.css";

/** How many instances there are of each kind, one block each as long as that can be seen. */
export function InstanceBar({ counts }: { readonly counts: FleetCapacity["InstanceCounts"] }) {
  const t = useWords(tabWords);
  const busy = Math.max(0, counts.Active - counts.Idle);
  const kinds = [
    ["busy", busy],
    ["idle", counts.Idle],
    ["pending", counts.Pending],
    ["terminating", counts.Terminating],
  ] as const;
  const numbers = [
    [t.active, counts.Active],
    [t.idle, counts.Idle],
    [t.pending, counts.Pending],
    [t.terminating, counts.Terminating],
    [t.desired, counts.Desired],
    [t.min, counts.MiniNum],
    [t.max, counts.MaxiNum],
  ] as const;
  return (
    <div className="instance-bar">
      <div className="instance-bar-blocks" aria-hidden="true">
        {kinds.flatMap(([kind, number]) =>
          Array.from({ length: Math.min(number, MOST) }, (_, n) => (
            <span key={`${kind}${n}`} className={`instance-bar-block instance-bar-${kind}`} />
          )),
        )}
        {Array.from(
          { length: Math.min(MOST, Math.max(0, counts.MaxiNum - counts.Active - counts.Pending)) },
          (_, n) => (
            <span key={n} className="instance-bar-block instance-bar-room" />
          ),
        )}
      </div>
      <dl className="instance-bar-numbers">
        {numbers.map(([name, number]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{number}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

const MOST = 40;
