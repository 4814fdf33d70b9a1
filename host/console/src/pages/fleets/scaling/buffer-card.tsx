import { useState } from "react";
import type { ScalingPolicy } from "../../../api/catalogue.js";
import { useCall, useCommand } from "../../../api/use-call.js";
import { useWords } from "../../../i18n/language.js";
import { Card } from "../../../parts/card.js";
import { ConfirmDialog } from "../../../parts/confirm-dialog.js";
import { Form } from "../../../parts/form/form.js";
import { problemOf } from "../../../parts/form/limits.js";
import { TextField } from "../../../parts/form/text-field.js";
import { useDraft } from "../../../parts/form/use-draft.js";
import { TextButton } from "../../../parts/text-button.js";
import { SaveBar } from "../tabs/save-bar.js";
import { whole } from "./whole.js";
import { PolicyPreview } from "./policy-preview.js";
import { scalingWords } from "./words.js";

export interface BufferCardProps {
  readonly fleetId: string;
  readonly policies: readonly ScalingPolicy[];
  /** Range and cool-down as a text: what a preview depends on besides. */
  readonly basis: string;
}

/** gse-semantics d.8 */
const shares = whole(1, 99);

/** The share of sessions that is kept free: the fleet's one target-based policy. */
export function BufferCard({ fleetId: FleetId, policies, basis }: BufferCardProps) {
  const t = useWords(scalingWords);
  const put = useCommand("PutScalingPolicy");
  const remove = useCommand("DeleteScalingPolicy");
  const processes = useProcesses(FleetId);
  const [isAsked, setAsked] = useState(false);
  const [isPreviewed, setPreviewed] = useState(false);
  const policy = policies.find(({ PolicyType }) => PolicyType === "TargetBased");
  const share = policy === undefined ? "" : String(policy.TargetConfiguration.TargetValue ?? "");
  const { draft, isEdited, change, send } = useDraft({ share }, share);
  const problem = problemOf(shares, draft.share, isEdited);
  const canPreview = problem === undefined && (draft.share !== "" || policies.length > 0);
  const request = {
    FleetId,
    Name: policy?.Name ?? freeName(policies),
    PolicyType: "TargetBased" as const,
    MetricName: "PercentAvailableGameSessions" as const,
    TargetConfiguration: { TargetValue: Number(draft.share) },
  };
  const hint =
    processes === undefined || draft.share === "" || problem !== undefined
      ? undefined
      : t.holds(processes, Math.floor((processes * (100 - Number(draft.share))) / 100));
  return (
    <Card
      title={t.buffer}
      extra={
        policy !== undefined && (
          <TextButton isDanger onClick={() => setAsked(true)}>
            {t.removeBuffer}
          </TextButton>
        )
      }
    >
      <Form hasProblems={problem !== undefined} onSubmit={() => put.mutate(request, { onSuccess: send() })}>
        <p className="form-group-text">{t.bufferText}</p>
        <div className="form-group-fields">
          <TextField
            label={t.share}
            hint={hint}
            isNumber
            unit="%"
            value={draft.share}
            onChange={(text) => {
              put.reset();
              change({ share: text });
            }}
            problem={problem}
          />
        </div>
        <SaveBar command={put} action="PutScalingPolicy" request={request} isDisabled={!isEdited}>
          {policy === undefined ? t.setBuffer : t.changeBuffer}
        </SaveBar>
      </Form>
      {canPreview && (
        <section className="scaling-preview" aria-label={t.previewTitle}>
          <TextButton onClick={() => setPreviewed(!isPreviewed)}>{isPreviewed ? t.hidePreview : t.preview}</TextButton>
          {isPreviewed && (
            <>
              <h3>{t.previewTitle}</h3>
              <PolicyPreview
                fleetId={FleetId}
                share={draft.share === "" ? undefined : Number(draft.share)}
                basis={`${basis} ${JSON.stringify(policies)}`}
              />
            </>
          )}
        </section>
      )}
      {isAsked && policy !== undefined && (
        <ConfirmDialog
          title={t.removeBufferTitle}
          ends={[t.bufferOf(Number(share))]}
          confirm={t.remove}
          onConfirm={() => {
            put.reset();
            return remove.mutateAsync({ FleetId, Name: policy.Name });
          }}
          onClose={() => setAsked(false)}
        />
      )}
    </Card>
  );
}

/** Of each instance; undefined: not known. */
function useProcesses(FleetId: string): number | undefined {
  const { data } = useCall("DescribeRuntimeConfiguration", { FleetId });
  const processes = (data?.RuntimeConfiguration.ServerProcesses ?? []).reduce(
    (sum, { ConcurrentExecutions }) => sum + (ConcurrentExecutions ?? 0),
    0,
  );
  return processes === 0 ? undefined : processes;
}

/** A rule may have the name that `gse fleet scale --target` gives. */
function freeName(policies: readonly ScalingPolicy[]): string {
  const taken = policies.map(({ Name }) => Name);
  let name = "buffer";
  for (let number = 2; taken.includes(name); number++) name = `buffer-${number}`;
  return name;
}
