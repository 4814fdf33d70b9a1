import type { Instance } from "../../../api/catalogue.js";
import { useCommand } from "../../../api/use-call.js";
import { useWords } from "../../../i18n/language.js";
import { useWanted } from "../../../parts/use-wanted.js";
import { tabWords } from "./words.js";

export interface InstanceChoiceProps {
  readonly instance: Instance;
  readonly onRefused: (error: unknown) => void;
}

/** gse-semantics c.3 */
const weights = Array.from({ length: 11 }, (_, weight) => weight);

/** How much an instance is preferred for new sessions. */
export function InstanceWeight({ instance: { FleetId, InstanceId, Weight }, onRefused }: InstanceChoiceProps) {
  const t = useWords(tabWords);
  const set = useCommand("SetServerWeight");
  const { shown, want, forget } = useWanted(Weight);
  function choose(weight: number): void {
    want(weight);
    const onError = (error: unknown): void => {
      forget();
      onRefused(error);
    };
    set.mutate({ FleetId, InstanceId, Weight: weight }, { onError });
  }
  return (
    <select
      className="control instance-weight"
      aria-label={t.weightOf(InstanceId)}
      value={shown}
      onChange={({ target }) => choose(Number(target.value))}
    >
      {weights.map((weight) => (
        <option key={weight} value={weight}>
          {weight}
        </option>
      ))}
    </select>
  );
}

/** Whether an instance stays for somebody who wants to look into it. */
export function InstanceKept({ instance: { FleetId, InstanceId, ReserveValue }, onRefused }: InstanceChoiceProps) {
  const t = useWords(tabWords);
  const set = useCommand("SetServerReserved");
  const { shown, want, forget } = useWanted(ReserveValue === 1);
  function choose(isKept: boolean): void {
    want(isKept);
    const onError = (error: unknown): void => {
      forget();
      onRefused(error);
    };
    set.mutate({ FleetId, InstanceId, ReserveValue: isKept ? 1 : 0 }, { onError });
  }
  return (
    <input
      type="checkbox"
      className="instance-kept"
      aria-label={t.reservedOf(InstanceId)}
      checked={shown}
      onChange={({ target }) => choose(target.checked)}
    />
  );
}
