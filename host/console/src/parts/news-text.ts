import { inBothLanguages } from "../i18n/language.js";
import type { News } from "../live/news.js";
import type { Tone } from "./status-names.js";

export const newsWords = inBothLanguages(
  {
    alias: (name: string, leads: string) => `Alias ${name} leads ${leads === "" ? "nowhere" : `to ${leads}`}`,
    aliasGone: (name: string) => `Alias ${name} is deleted`,
    asset: (name: string) => `Asset ${name} is there`,
    fleet: (name: string, status: string) => `Fleet ${name}: ${status}`,
    instance: (id: string, status: string) => `Instance ${id}: ${status.toLowerCase()}`,
    process: {
      STARTING: (pid: string) => `A process is being started${pid}`,
      STARTED: (pid: string) => `Process${pid} runs, and is not ready yet`,
      ACTIVE: (pid: string, port: string) => `Process${pid} is ready on port ${port}`,
      ENDING: (pid: string) => `Process${pid} is asked to end`,
      EXITING: (pid: string) => `Process${pid} ends`,
      GONE: (pid: string) => `Process${pid} has ended`,
    },
    session: {
      ACTIVATING: (name: string) => `Session ${name} gets a process`,
      ACTIVE: (name: string) => `Session ${name} is open to players`,
      TERMINATING: (name: string) => `Session ${name} is being ended`,
      TERMINATED: (name: string) => `Session ${name} has ended`,
      ERROR: (name: string) => `Session ${name} has failed`,
    },
    player: {
      RESERVED: (name: string) => `${name} has a slot`,
      ACTIVE: (name: string) => `${name} plays`,
      COMPLETED: (name: string) => `${name} has left`,
      TIMEDOUT: (name: string) => `${name} did not come: the slot is free again`,
    },
    queue: (name: string, destinations: number) =>
      `Queue ${name} leads to ${destinations} ${destinations === 1 ? "destination" : "destinations"}`,
    queueGone: (name: string) => `Queue ${name} is deleted`,
    placement: {
      PENDING: (id: string) => `Placement ${id} waits`,
      FULFILLED: (id: string, region: string) => `Placement ${id} is placed in ${region}`,
      CANCELLED: (id: string) => `Placement ${id} was stopped`,
      TIMED_OUT: (id: string) => `Placement ${id} has waited too long`,
      FAILED: (id: string) => `Placement ${id} has failed`,
    },
    unnamed: "without a name",
  },
  {
    alias: (name: string, leads: string) => (leads === "" ? `别名 ${name} 已终止` : `别名 ${name} 指向 ${leads}`),
    aliasGone: (name: string) => `别名 ${name} 已删除`,
    asset: (name: string) => `生成包 ${name} 已就绪`,
    fleet: (name: string, status: string) => `服务器舰队 ${name}：${status}`,
    instance: (id: string, status: string) => `实例 ${id}：${status}`,
    process: {
      STARTING: (pid: string) => `正在启动进程${pid}`,
      STARTED: (pid: string) => `进程${pid} 已启动，尚未就绪`,
      ACTIVE: (pid: string, port: string) => `进程${pid} 已就绪，端口 ${port}`,
      ENDING: (pid: string) => `已要求进程${pid} 结束`,
      EXITING: (pid: string) => `进程${pid} 正在结束`,
      GONE: (pid: string) => `进程${pid} 已结束`,
    },
    session: {
      ACTIVATING: (name: string) => `会话 ${name} 已分配到进程`,
      ACTIVE: (name: string) => `会话 ${name} 已开放给玩家`,
      TERMINATING: (name: string) => `会话 ${name} 正在结束`,
      TERMINATED: (name: string) => `会话 ${name} 已结束`,
      ERROR: (name: string) => `会话 ${name} 出现异常`,
    },
    player: {
      RESERVED: (name: string) => `${name} 已预留席位`,
      ACTIVE: (name: string) => `${name} 正在游戏`,
      COMPLETED: (name: string) => `${name} 已离开`,
      TIMEDOUT: (name: string) => `${name} 未连接，席位已释放`,
    },
    queue: (name: string, destinations: number) => `队列 ${name} 有 ${destinations} 个目的地`,
    queueGone: (name: string) => `队列 ${name} 已删除`,
    placement: {
      PENDING: (id: string) => `放置 ${id} 等待中`,
      FULFILLED: (id: string, region: string) => `放置 ${id} 已放置到 ${region}`,
      CANCELLED: (id: string) => `放置 ${id} 已停止`,
      TIMED_OUT: (id: string) => `放置 ${id} 等待超时`,
      FAILED: (id: string) => `放置 ${id} 失败`,
    },
    unnamed: "（未命名）",
  },
);

type Say = (typeof newsWords)["en"];

/** One line. A state that is not known is said as the cloud writes it. */
export function newsText({ kind, id, status, row }: News, say: Say, statusName: (status: string) => string): string {
  const text = (name: string): string => (typeof row[name] === "string" && row[name] !== "" ? row[name] : say.unnamed);
  switch (kind) {
    case "alias": {
      if (status === "GONE") return say.aliasGone(text("Name"));
      const { Type, FleetId } = row["RoutingStrategy"] as { readonly Type: string; readonly FleetId: string };
      return say.alias(text("Name"), Type === "SIMPLE" ? FleetId : "");
    }
    case "asset":
      return say.asset(text("AssetName"));
    case "fleet":
      return say.fleet(text("Name"), statusName(status));
    case "instance":
      return say.instance(id, statusName(status));
    case "process": {
      const pid = typeof row["Pid"] === "number" ? ` ${row["Pid"]}` : "";
      return said(say.process, status)?.(pid, String(row["ClientPort"])) ?? `${id}: ${status}`;
    }
    case "session":
      return said(say.session, status)?.(text("Name"), "") ?? `${text("Name")}: ${status}`;
    case "player":
      return said(say.player, status)?.(text("PlayerId"), "") ?? `${text("PlayerId")}: ${status}`;
    case "queue": {
      if (status === "GONE") return say.queueGone(text("Name"));
      return say.queue(text("Name"), (row["Destinations"] as readonly unknown[]).length);
    }
    case "placement":
      return said(say.placement, status)?.(text("PlacementId"), text("GameServerSessionRegion")) ?? `${id}: ${status}`;
    case "fleetEvent":
      return text("Message");
  }
}

const said = (
  texts: Readonly<Record<string, (first: string, second: string) => string>>,
  status: string,
): ((first: string, second: string) => string) | undefined => texts[status];

const good = new Set(["ACTIVE", "UPLOADED", "FULFILLED"]);
const busy = new Set([
  "RESERVED",
  "ACTIVATING",
  "NEW",
  "DOWNLOADING",
  "VALIDATING",
  "BUILDING",
  "STARTING",
  "STARTED",
  "PENDING",
]);
const bad = new Set(["ERROR", "FAILED", "TIMED_OUT"]);
const ending = new Set(["TERMINATING", "ENDING", "EXITING", "DELETING"]);

export function newsTone({ kind, status }: News): Tone {
  if (kind === "fleetEvent" || bad.has(status)) return "bad";
  if (good.has(status)) return "good";
  if (busy.has(status)) return "busy";
  return ending.has(status) ? "ending" : "quiet";
}
