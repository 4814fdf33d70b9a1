import { useState } from "react";
import { Button } from "tdesign-react/es/button";
import type { ScalingPolicy } from "../../../api/catalogue.js";
import { useCommand } from "../../../api/use-call.js";
import { useWords } from "../../../i18n/language.js";
import { Card } from "../../../parts/card.js";
import { ConfirmDialog } from "../../../parts/confirm-dialog.js";
import { EditButtons } from "../../../parts/edit-buttons.js";
import { Notice } from "../../../parts/notice.js";
import { RowActions } from "../../../parts/row-actions.js";
import type { Column } from "../../../parts/table/column.js";
import { DataTable } from "../../../parts/table/data-table.js";
import { ruleDraftOf } from "./rule-draft.js";
import { RuleDialog } from "./rule-dialog.js";
import { ruleText } from "./rule-text.js";
import { ruleWords } from "./rule-words.js";
import { scalingWords } from "./words.js";

export interface RuleTableProps {
  readonly fleetId: string;
  /** All of the fleet's, the buffer included. */
  readonly policies: readonly ScalingPolicy[];
}

type Asked = { readonly to: "add" } | { readonly to: "edit" | "remove"; readonly policy: ScalingPolicy };

/** The fleet's rules as sentences; they are added, changed and deleted one by one. */
export function RuleTable({ fleetId, policies }: RuleTableProps) {
  const t = useWords(scalingWords);
  const words = useWords(ruleWords);
  const remove = useCommand("DeleteScalingPolicy");
  const [asked, setAsked] = useState<Asked>();
  const close = (): void => setAsked(undefined);
  const taken = policies.map(({ Name }) => Name);
  const columns: readonly Column<ScalingPolicy>[] = [
    { key: "name", title: t.name, width: "22%", isHeading: true, show: ({ Name }) => Name },
    {
      key: "rule",
      title: t.rule,
      show: (policy) => <div className="scaling-cell">{ruleText(ruleDraftOf(policy), words)}</div>,
    },
    {
      key: "actions",
      title: t.actions,
      width: "150px",
      align: "end",
      show: (policy) => (
        <RowActions>
          <EditButtons
            name={policy.Name}
            words={t}
            onEdit={() => setAsked({ to: "edit", policy })}
            onRemove={() => setAsked({ to: "remove", policy })}
          />
        </RowActions>
      ),
    },
  ];
  return (
    <Card
      title={t.rules}
      isFlush
      extra={
        <Button size="small" variant="outline" onClick={() => setAsked({ to: "add" })}>
          {t.addRule}
        </Button>
      }
    >
      <DataTable
        label={t.rules}
        rows={policies.filter(({ PolicyType }) => PolicyType === "RuleBased")}
        columns={columns}
        keyOf={({ Name }) => Name}
        empty={<Notice tone="plain" title={t.noRule} text={`${t.noRuleText} ${t.rulesText}`} />}
      />
      {asked?.to === "add" && <RuleDialog fleetId={fleetId} taken={taken} onClose={close} />}
      {asked?.to === "edit" && <RuleDialog fleetId={fleetId} policy={asked.policy} taken={taken} onClose={close} />}
      {asked?.to === "remove" && (
        <ConfirmDialog
          title={t.removeTitle(asked.policy.Name)}
          ends={[ruleText(ruleDraftOf(asked.policy), words)]}
          confirm={t.remove}
          onConfirm={() => remove.mutateAsync({ FleetId: fleetId, Name: asked.policy.Name })}
          onClose={close}
        />
      )}
    </Card>
  );
}
