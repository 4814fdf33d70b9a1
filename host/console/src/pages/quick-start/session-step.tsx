import { Button } from "tdesign-react/es/button";
import { useCommand } from "../../api/use-call.js";
import { useWords } from "../../i18n/language.js";
import { ApiCall } from "../../parts/api-call.js";
import { ErrorText } from "../../parts/error-text.js";
import { StatusTag } from "../../parts/status-tag.js";
import { sessionRequest } from "./requests.js";
import { Step } from "./step.js";
import type { QuickStart } from "./use-quick-start.js";
import { words } from "./words.js";

export function SessionStep({ quickStart: { fleet, sessions, session } }: { readonly quickStart: QuickStart }) {
  const t = useWords(words).session;
  const create = useCommand("CreateGameServerSession");
  const state = fleet?.Status !== "ACTIVE" ? "later" : session?.Status === "ACTIVE" ? "done" : "now";
  const request = sessionRequest(fleet?.FleetId ?? "");
  const last = session ?? sessions[0];
  return (
    <Step
      number={3}
      title={t.title}
      text={t.text}
      state={state}
      mark={last !== undefined && <StatusTag of="session" status={last.Status} />}
    >
      {session === undefined && last !== undefined && <p className="quick-step-result">{t.ended}</p>}
      {session === undefined && (
        <div className="quick-step-actions">
          <Button loading={create.isPending} onClick={() => create.mutate(request)}>
            {last === undefined ? t.go : t.another}
          </Button>
        </div>
      )}
      {session === undefined && create.error !== null && <ErrorText error={create.error} />}
      {session !== undefined && (
        <p className="quick-step-result">
          {t.at}{" "}
          <code>
            {session.IpAddress}:{session.Port}
          </code>
        </p>
      )}
      <ApiCall action="CreateGameServerSession" request={request} />
    </Step>
  );
}
