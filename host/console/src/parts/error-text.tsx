import { ApiError, HostGoneError } from "../api/api-error.js";
import { inBothLanguages, useWords } from "../i18n/language.js";
import { ErrorCircleIcon } from "./icons.js";
import "./style/error-text.css";

const words = inBothLanguages(
  {
    gone: "The host does not answer. Whether it did what was asked is unknown; look when it is back.",
    request: "Request",
  },
  { gone: "主机没有响应，无法得知操作是否已执行；请在主机恢复后确认。", request: "请求" },
);

/** Why something did not go: GSE's code, its own words, and the request's name in the host's log. */
export function ErrorText({ error }: { readonly error: unknown }) {
  const t = useWords(words);
  return (
    <div className="error-text" role="alert">
      <ErrorCircleIcon />
      <div>
        {error instanceof ApiError && <code className="error-text-code">{error.code}</code>}
        <p>{error instanceof HostGoneError ? t.gone : error instanceof Error ? error.message : String(error)}</p>
        {error instanceof ApiError && error.requestId !== "" && (
          <p className="error-text-request">
            {t.request} {error.requestId}
          </p>
        )}
      </div>
    </div>
  );
}
