import type { Instance } from "../../../api/catalogue.js";
import { useCall } from "../../../api/use-call.js";
import { useWords } from "../../../i18n/language.js";
import { Asked } from "../../../parts/asked.js";
import { Dialog } from "../../../parts/dialog.js";
import { Notice } from "../../../parts/notice.js";
import { tabWords } from "./words.js";

export interface InstanceLogsProps {
  readonly instance: Instance;
  readonly onClose: () => void;
}

/** Links to the logs of one instance: of its set-up, its processes and its sessions. */
export function InstanceLogs({ instance: { FleetId, InstanceId }, onClose }: InstanceLogsProps) {
  const t = useWords(tabWords);
  const logs = useCall("GetGameServerInstanceLogUrl", { FleetId, InstanceId, Offset: 0, Size: 100 });
  return (
    <Dialog title={t.logsTitle(InstanceId)} isWide onClose={onClose}>
      <Asked query={logs}>
        {({ PresignedUrls, Total }) =>
          PresignedUrls.length === 0 ? (
            <Notice tone="plain" title={t.noLogs} text={InstanceId} />
          ) : (
            <>
              {Total > PresignedUrls.length && <p>{t.moreLogs(PresignedUrls.length, Total)}</p>}
              <ul className="instance-logs">
                {PresignedUrls.map((url) => (
                  <li key={url}>
                    <a href={url} target="_blank" rel="noreferrer">
                      {nameIn(url)}
                    </a>
                  </li>
                ))}
              </ul>
            </>
          )
        }
      </Asked>
    </Dialog>
  );
}

const nameIn = (url: string): string => decodeURIComponent(new URL(url).pathname).replace(/^\/logs\//, "");
