import type { Queue } from "../../api/catalogue.js";
import { useCommand } from "../../api/use-call.js";
import { useWords } from "../../i18n/language.js";
import { ConfirmDialog } from "../../parts/confirm-dialog.js";
import { usePlacements } from "./use-placements.js";
import { queueWords } from "./words.js";

export interface DeleteQueueProps {
  readonly queue: Queue;
  readonly onClose: () => void;
  readonly onDeleted?: () => void;
}

export function DeleteQueue({ queue: { Name }, onClose, onDeleted }: DeleteQueueProps) {
  const t = useWords(queueWords);
  const { data } = usePlacements(Name);
  const waiting = (data?.Placements ?? []).filter(({ Status }) => Status === "PENDING").length;
  const remove = useCommand("DeleteGameServerSessionQueue");
  return (
    <ConfirmDialog
      title={t.removeTitle(Name)}
      text={t.removeText}
      ends={[t.removeEnds(Name), ...(waiting === 0 ? [] : [t.waitingEnds(waiting)])]}
      confirm={t.remove}
      onConfirm={async () => {
        await remove.mutateAsync({ Name });
        onDeleted?.();
      }}
      onClose={onClose}
    />
  );
}
