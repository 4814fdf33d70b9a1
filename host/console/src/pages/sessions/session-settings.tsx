import { useState } from "react";
import { Button } from "tdesign-react/es/button";
import type { ActionTypes, GameServerSessionDetail } from "../../api/catalogue.js";
import { useCommand } from "../../api/use-call.js";
import { useWords } from "../../i18n/language.js";
import { ErrorText } from "../../parts/error-text.js";
import { Form } from "../../parts/form/form.js";
import { limitsOf, problemOf } from "../../parts/form/limits.js";
import { TextField } from "../../parts/form/text-field.js";
import { Segmented } from "../../parts/segmented.js";
import { useWanted } from "../../parts/use-wanted.js";
import { oneSessionWords } from "./words.js";

const policies = ["ACCEPT_ALL", "DENY_ALL"] as const;
const protections = ["NoProtection", "TimeLimitProtection", "FullProtection"] as const;

type Change = Omit<ActionTypes["UpdateGameServerSession"]["request"], "GameServerSessionId">;

/** What may be changed while a session runs; a choice counts at once. */
export function SessionSettings({ detail }: { readonly detail: GameServerSessionDetail }) {
  const t = useWords(oneSessionWords);
  const { GameServerSession: session, ProtectionPolicy } = detail;
  const update = useCommand("UpdateGameServerSession");
  const [most, setMost] = useState(String(session.MaximumPlayerSessionCount));
  const limits = limitsOf("UpdateGameServerSession", "MaximumPlayerSessionCount");
  const problem = problemOf(limits, most, true);
  const policy = useWanted(session.PlayerSessionCreationPolicy);
  const protection = useWanted(ProtectionPolicy);
  const change = (what: Change, forget?: () => void): void =>
    update.mutate(
      { GameServerSessionId: session.GameServerSessionId, ...what },
      forget === undefined ? {} : { onError: forget },
    );
  return (
    <>
      <div className="session-settings">
        <div className="session-settings-one">
          <span>{t.whoMayJoin}</span>
          <Segmented
            label={t.whoMayJoin}
            value={policy.shown}
            options={policies.map((value) => ({ value, text: t[value] }))}
            onChange={(chosen) => {
              policy.want(chosen);
              change({ PlayerSessionCreationPolicy: chosen }, policy.forget);
            }}
          />
        </div>
        <div className="session-settings-one">
          <span>{t.protection}</span>
          <Segmented
            label={t.protection}
            value={protection.shown}
            options={protections.map((value) => ({ value, text: t[value] }))}
            onChange={(chosen) => {
              protection.want(chosen);
              change({ ProtectionPolicy: chosen }, protection.forget);
            }}
          />
        </div>
        <Form
          className="session-settings"
          hasProblems={problem !== undefined}
          onSubmit={() => change({ MaximumPlayerSessionCount: Number(most) })}
        >
          <TextField label={t.maxPlayers} isNumber value={most} onChange={setMost} problem={problem} />
          <Button type="submit" variant="outline" loading={update.isPending}>
            {t.save}
          </Button>
        </Form>
      </div>
      {update.error !== null && <ErrorText error={update.error} />}
    </>
  );
}
