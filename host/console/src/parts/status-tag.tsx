import { useWords } from "../i18n/language.js";
import { statusNames, statusTones, type StatusOf, type Tone } from "./status-names.js";
import "./style/status-tag.css";

export interface StatusTagProps {
  readonly of: StatusOf;
  /** As the cloud API writes it; one that is not known is shown as it is. */
  readonly status: string;
}

/** A state in words, with the colour that goes with it. */
export function StatusTag({ of, status }: StatusTagProps) {
  const names: Readonly<Record<string, string>> = useWords(statusNames);
  return (
    <span className={`status-tag status-tag-${toneOf(of, status)}`} data-status={status} title={status}>
      <span className="status-tag-dot" />
      {names[status] ?? status}
    </span>
  );
}

export function toneOf(of: StatusOf, status: string): Tone {
  const tones: Readonly<Record<string, Tone>> = statusTones[of];
  return tones[status] ?? "quiet";
}
