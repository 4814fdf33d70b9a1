import type { Queue } from "../../api/catalogue.js";
import { useCommand } from "../../api/use-call.js";
import { useWords } from "../../i18n/language.js";
import { ConfirmDialog } from "../../parts/confirm-dialog.js";
import { queueWords } from "./words.js";

export interface DeleteQueueProps {
  readonly queue: Queue;
  readonly onClose: () => void;
  readonly onDeleted?: () => void;
}

export function DeleteQueue({ queue: { Name }, onClose, onDeleted }: DeleteQueueProps) {
  const t = useWords(queueWords);
  const remove = useCommand("DeleteGameServerSessionQueue");
  return (
    <ConfirmDialog
      title={t.removeTitle(Name)}
      text={t.removeText}
      ends={[t.removeEnds(Name)]}
      confirm={t.remove}
      onConfirm={async () => {
        await remove.mutateAsync({ Name });
        onDeleted?.();
      }}
      onClose={onClose}
    />
  );
}
