import { useState } from "react";
import { Button } from "tdesign-react/es/button";
import { useCall } from "../../api/use-call.js";
import { useWords } from "../../i18n/language.js";
import { Asked } from "../../parts/asked.js";
import { Card } from "../../parts/card.js";
import { PageHeader } from "../../parts/page-header.js";
import { AliasDialog } from "./alias-dialog.js";
import { AliasTable } from "./alias-table.js";
import { aliasWords } from "./words.js";

/** More than a region may have, unless its quota is raised. */
const ALL = 100;

export default function AliasesPage() {
  const t = useWords(aliasWords);
  const aliases = useCall("ListAliases", { Limit: ALL, Offset: 0 });
  const [isCreating, setCreating] = useState(false);
  return (
    <>
      <PageHeader
        title={t.title}
        text={t.text}
        actions={<Button onClick={() => setCreating(true)}>{t.create}</Button>}
      />
      <Card isFlush>
        <Asked query={aliases}>{({ Aliases }) => <AliasTable aliases={Aliases} />}</Asked>
      </Card>
      {isCreating && <AliasDialog onClose={() => setCreating(false)} />}
    </>
  );
}
