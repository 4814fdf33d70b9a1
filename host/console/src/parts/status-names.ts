import { inBothLanguages } from "../i18n/language.js";

export type Tone = "good" | "busy" | "ending" | "bad" | "quiet";

/** How each state of each thing is looked at; the cloud's own words, and those of GSE's console in Chinese (gse-semantics c, k). */
export const statusTones = {
  fleet: {
    NEW: "busy",
    DOWNLOADING: "busy",
    VALIDATING: "busy",
    BUILDING: "busy",
    ACTIVATING: "busy",
    ACTIVE: "good",
    ERROR: "bad",
    DELETING: "ending",
    TERMINATED: "quiet",
  },
  instance: { PENDING: "busy", RUNNING: "good", TERMINATING: "ending", TERMINATED: "quiet" },
  process: {
    STARTING: "busy",
    ACTIVATING: "busy",
    IDLE: "good",
    ACTIVE: "good",
    HOSTING: "good",
    UNHEALTHY: "bad",
    ENDING: "ending",
    TERMINATED: "quiet",
  },
  session: { ACTIVATING: "busy", ACTIVE: "good", TERMINATING: "ending", TERMINATED: "quiet", ERROR: "bad" },
  player: { RESERVED: "busy", ACTIVE: "good", COMPLETED: "quiet", TIMEDOUT: "quiet" },
} as const satisfies Record<string, Record<string, Tone>>;

export type StatusOf = keyof typeof statusTones;

export const statusNames = inBothLanguages(
  {
    NEW: "New",
    DOWNLOADING: "Downloading",
    VALIDATING: "Validating",
    BUILDING: "Building",
    ACTIVATING: "Activating",
    ACTIVE: "Active",
    ERROR: "Error",
    DELETING: "Deleting",
    TERMINATED: "Ended",
    PENDING: "Pending",
    RUNNING: "Running",
    TERMINATING: "Ending",
    STARTING: "Starting",
    IDLE: "Idle",
    HOSTING: "Hosting",
    UNHEALTHY: "Unhealthy",
    ENDING: "Ending",
    RESERVED: "Reserved",
    COMPLETED: "Left",
    TIMEDOUT: "Timed out",
  },
  {
    NEW: "新建",
    DOWNLOADING: "下载中",
    VALIDATING: "验证中",
    BUILDING: "构建中",
    ACTIVATING: "激活中",
    ACTIVE: "活跃",
    ERROR: "异常",
    DELETING: "删除中",
    TERMINATED: "已终止",
    PENDING: "准备中",
    RUNNING: "运行中",
    TERMINATING: "终止中",
    STARTING: "启动中",
    IDLE: "空闲",
    HOSTING: "承载会话",
    UNHEALTHY: "不健康",
    ENDING: "结束中",
    RESERVED: "已预留",
    COMPLETED: "已离开",
    TIMEDOUT: "已超时",
  },
);
