import { useState } from "react";
import { Button } from "tdesign-react/es/button";
import type { TimerScalingPolicy } from "../../../api/catalogue.js";
import { useCall, useCommand } from "../../../api/use-call.js";
import { useWords } from "../../../i18n/language.js";
import { Asked } from "../../../parts/asked.js";
import { Card } from "../../../parts/card.js";
import { ConfirmDialog } from "../../../parts/confirm-dialog.js";
import { EditButtons } from "../../../parts/edit-buttons.js";
import { ErrorText } from "../../../parts/error-text.js";
import { Notice } from "../../../parts/notice.js";
import { RowActions } from "../../../parts/row-actions.js";
import type { Column } from "../../../parts/table/column.js";
import { DataTable } from "../../../parts/table/data-table.js";
import { TextButton } from "../../../parts/text-button.js";
import { timerDraftOf, timerRequestOf } from "./timer-draft.js";
import { TimerDialog } from "./timer-dialog.js";
import { setsText, spanText, whenText } from "./timer-text.js";
import { timerWords } from "./timer-words.js";

/** A fleet has 20 timers at most. */
const ALL = 100;

type Asked = { readonly to: "add" } | { readonly to: "edit" | "remove"; readonly timer: TimerScalingPolicy };

/** Changes of the fleet's capacity by the calendar. */
export function TimerTable({ fleetId: FleetId }: { readonly fleetId: string }) {
  const t = useWords(timerWords);
  const timers = useCall("DescribeTimerScalingPolicies", { FleetId, Limit: ALL, Offset: 0 });
  const put = useCommand("PutTimerScalingPolicy");
  const remove = useCommand("DeleteTimerScalingPolicy");
  const [asked, setAsked] = useState<Asked>();
  const close = (): void => setAsked(undefined);
  const others = (timer?: TimerScalingPolicy): readonly string[] =>
    (timers.data?.TimerScalingPolicies ?? []).flatMap(({ TimerId, TimerName = "" }) =>
      TimerId === timer?.TimerId ? [] : [TimerName],
    );
  const turn = (timer: TimerScalingPolicy, isStopped: boolean): void =>
    put.mutate({ TimerScalingPolicy: timerRequestOf(FleetId, { ...timerDraftOf(timer), isStopped }) });
  const columns: readonly Column<TimerScalingPolicy>[] = [
    { key: "name", title: t.name, width: "16%", isHeading: true, show: ({ TimerName }) => TimerName },
    {
      key: "when",
      title: t.when,
      show: (timer) => {
        const draft = timerDraftOf(timer);
        return (
          <div className="scaling-cell">
            {whenText(draft, t)}
            <small>{spanText(draft, t)}</small>
          </div>
        );
      },
    },
    {
      key: "sets",
      title: t.sets,
      show: (timer) => <div className="scaling-cell">{setsText(timerDraftOf(timer), t)}</div>,
    },
    { key: "status", title: t.status, width: "100px", show: ({ TimerStatus = 0 }) => t.statuses[TimerStatus] },
    {
      key: "actions",
      title: t.actions,
      width: "200px",
      align: "end",
      show: (timer) => {
        const { TimerName: name = "", TimerStatus } = timer;
        return (
          <RowActions>
            <EditButtons
              name={name}
              words={t}
              onEdit={() => setAsked({ to: "edit", timer })}
              onRemove={() => setAsked({ to: "remove", timer })}
            >
              {TimerStatus === 3 ? (
                <TextButton label={t.resumeOf(name)} onClick={() => turn(timer, false)}>
                  {t.resume}
                </TextButton>
              ) : (
                TimerStatus !== 4 && (
                  <TextButton label={t.stopOf(name)} onClick={() => turn(timer, true)}>
                    {t.stop}
                  </TextButton>
                )
              )}
            </EditButtons>
          </RowActions>
        );
      },
    },
  ];
  return (
    <Card
      title={t.timers}
      isFlush
      extra={
        <Button size="small" variant="outline" onClick={() => setAsked({ to: "add" })}>
          {t.add}
        </Button>
      }
    >
      {put.error !== null && <ErrorText error={put.error} />}
      <Asked query={timers}>
        {({ TimerScalingPolicies }) => (
          <DataTable
            label={t.timers}
            rows={TimerScalingPolicies}
            columns={columns}
            keyOf={({ TimerId = "" }) => TimerId}
            empty={<Notice tone="plain" title={t.noTimer} text={t.noTimerText} />}
          />
        )}
      </Asked>
      {asked?.to === "add" && <TimerDialog fleetId={FleetId} taken={others()} onClose={close} />}
      {asked?.to === "edit" && (
        <TimerDialog fleetId={FleetId} timer={timerDraftOf(asked.timer)} taken={others(asked.timer)} onClose={close} />
      )}
      {asked?.to === "remove" && (
        <ConfirmDialog
          title={t.removeTitle(asked.timer.TimerName ?? "")}
          ends={[`${whenText(timerDraftOf(asked.timer), t)}: ${setsText(timerDraftOf(asked.timer), t)}`]}
          confirm={t.remove}
          onConfirm={() => remove.mutateAsync({ TimerId: asked.timer.TimerId })}
          onClose={close}
        />
      )}
    </Card>
  );
}
