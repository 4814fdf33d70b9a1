import type { Instance } from "../../../api/catalogue.js";
import { useWords } from "../../../i18n/language.js";
import { Dialog } from "../../../parts/dialog.js";
import { Monitoring } from "../../../parts/monitoring/monitoring.js";
import { InstanceCharts } from "../monitoring/instance-charts.js";
import { tabWords } from "./words.js";

export interface InstanceMonitoringProps {
  readonly instance: Instance;
  readonly onClose: () => void;
}

/** The charts of one instance. */
export function InstanceMonitoring({ instance: { InstanceId }, onClose }: InstanceMonitoringProps) {
  const t = useWords(tabWords);
  return (
    <Dialog title={t.chartsOf(InstanceId)} isWide onClose={onClose}>
      <Monitoring of={{ InstanceId }} Charts={InstanceCharts} />
    </Dialog>
  );
}
