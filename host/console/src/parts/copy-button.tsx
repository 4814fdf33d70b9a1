import { useState } from "react";
import { inBothLanguages, useWords } from "../i18n/language.js";
import { systemClock } from "../browser/system-clock.js";
import { CheckIcon, CopyIcon } from "./icons.js";
import { IconButton } from "./icon-button.js";

const words = inBothLanguages({ copy: "Copy", copied: "Copied" }, { copy: "复制", copied: "已复制" });
const SHOWN_MS = 1_500;

/** Not there where the browser keeps its clipboard to itself: pages by plain http from another machine. */
export function CopyButton({ text }: { readonly text: string }) {
  const t = useWords(words);
  const [isCopied, setCopied] = useState(false);
  if (!window.isSecureContext) return null;

  async function copy(): Promise<void> {
    await navigator.clipboard.writeText(text);
    setCopied(true);
    systemClock.setTimeout(() => setCopied(false), SHOWN_MS);
  }
  return (
    <IconButton
      label={isCopied ? t.copied : t.copy}
      icon={isCopied ? <CheckIcon /> : <CopyIcon />}
      onClick={() => void copy()}
    />
  );
}
