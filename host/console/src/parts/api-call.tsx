import { useState } from "react";
import { inBothLanguages, useWords } from "../i18n/language.js";
import { callAsCli, callAsCurl, callAsTypeScript, type Call } from "./call-text.js";
import { Segmented } from "./segmented.js";
import { Snippet } from "./snippet.js";
import { useAccess } from "../api/use-gse.js";
import "./style/api-call.css";

const words = inBothLanguages(
  {
    title: "API call",
    kind: "Written as",
    cli: "gse",
    curl: "curl",
    typescript: "TypeScript",
    curlNote: "Unsigned calls are taken from programs on the host's machine only.",
  },
  {
    title: "API 调用",
    kind: "显示方式",
    cli: "gse",
    curl: "curl",
    typescript: "TypeScript",
    curlNote: "不签名的调用只接受来自主机本机的程序。",
  },
);

const kinds = ["cli", "curl", "typescript"] as const;
const textOf = { cli: callAsCli, curl: callAsCurl, typescript: callAsTypeScript };

/** A call as one would make it oneself, closed until it is asked for. */
export function ApiCall({ action, request }: Call) {
  const t = useWords(words);
  const { region } = useAccess();
  const [kind, setKind] = useState<(typeof kinds)[number]>("cli");
  const place = { endpoint: location.origin, region };
  return (
    <details className="api-call">
      <summary>
        <span className="api-call-title">{t.title}</span> <code>{action}</code>
      </summary>
      <div className="api-call-content">
        <Segmented
          label={t.kind}
          value={kind}
          onChange={setKind}
          options={kinds.map((value) => ({ value, text: t[value] }))}
        />
        <Snippet text={textOf[kind]({ action, request }, place)} />
        {kind === "curl" && <p className="api-call-note">{t.curlNote}</p>}
      </div>
    </details>
  );
}
