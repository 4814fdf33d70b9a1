import { Link } from "react-router";
import type { FleetAttributes } from "../../../api/catalogue.js";
import { useWords } from "../../../i18n/language.js";
import { protectionDraftOf } from "../form/fleet-draft.js";
import { formWords } from "../form/words.js";
import { scalingWords } from "./words.js";

/** What becomes of sessions on instances that go; it is changed with the fleet's other settings. */
export function ProtectionLine({ fleet }: { readonly fleet: FleetAttributes }) {
  const t = useWords(scalingWords);
  const words = useWords(formWords);
  const { protection, timeLimit } = protectionDraftOf(fleet);
  const limit = protection === "TimeLimitProtection" ? ` (${timeLimit} ${words.minutes})` : "";
  return (
    <div className="scaling-protection">
      <span>
        {t.protection}: {words[protection]}
        {limit}
      </span>
      <Link to={`/fleets/${fleet.FleetId}`}>{t.toProtection}</Link>
    </div>
  );
}
