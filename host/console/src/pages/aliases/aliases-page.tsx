import { useCall } from "../../api/use-call.js";
import { useWords } from "../../i18n/language.js";
import { ListPage } from "../../parts/list-page.js";
import { AliasDialog } from "./alias-dialog.js";
import { AliasTable } from "./alias-table.js";
import { aliasWords } from "./words.js";

/** More than a region may have, unless its quota is raised. */
const ALL = 100;

export default function AliasesPage() {
  const t = useWords(aliasWords);
  const aliases = useCall("ListAliases", { Limit: ALL, Offset: 0 });
  return (
    <ListPage
      title={t.title}
      text={t.text}
      create={t.create}
      dialog={(close) => <AliasDialog onClose={close} />}
      query={aliases}
    >
      {({ Aliases }) => <AliasTable aliases={Aliases} />}
    </ListPage>
  );
}
