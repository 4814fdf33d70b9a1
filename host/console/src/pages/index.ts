import type { ComponentType, LazyExoticComponent } from "react";
import { inBothLanguages } from "../i18n/language.js";
import { lazyPage } from "./lazy-page.js";
import {
  DashboardIcon,
  FileZipIcon,
  LayersIcon,
  LinkIcon,
  PlayCircleIcon,
  QueueIcon,
  RocketIcon,
} from "../parts/icons.js";

/** What the navigation calls the pages. The Chinese words are those of GSE's own console. */
export const pageNames = inBothLanguages(
  {
    overview: "Overview",
    quickStart: "Quick start",
    assets: "Assets",
    fleets: "Fleets",
    aliases: "Aliases",
    queues: "Queues",
    sessions: "Sessions",
  },
  {
    overview: "概览",
    quickStart: "入门示例",
    assets: "生成包",
    fleets: "服务器舰队",
    aliases: "别名",
    queues: "游戏服务器队列",
    sessions: "游戏服务器会话",
  },
);

export interface PageEntry {
  readonly name: keyof (typeof pageNames)["en"];
  /** What React Router takes; the first part of it is where the navigation leads. */
  readonly path: string;
  readonly icon: ComponentType;
  /** Loaded when it is first looked at. */
  readonly page: LazyExoticComponent<ComponentType>;
}

/** In the order of the navigation. */
export const pages: readonly PageEntry[] = [
  { name: "overview", path: "/", icon: DashboardIcon, page: lazyPage(() => import("./overview/overview-page.js")) },
  {
    name: "quickStart",
    path: "/quick-start",
    icon: RocketIcon,
    page: lazyPage(() => import("./quick-start/quick-start-page.js")),
  },
  { name: "assets", path: "/assets", icon: FileZipIcon, page: lazyPage(() => import("./assets/assets-page.js")) },
  {
    name: "fleets",
    path: "/fleets/:id?/:tab?",
    icon: LayersIcon,
    page: lazyPage(() => import("./fleets/fleets-page.js")),
  },
  { name: "aliases", path: "/aliases", icon: LinkIcon, page: lazyPage(() => import("./aliases/aliases-page.js")) },
  { name: "queues", path: "/queues/:name?", icon: QueueIcon, page: lazyPage(() => import("./queues/queues-page.js")) },
  {
    name: "sessions",
    path: "/sessions",
    icon: PlayCircleIcon,
    page: lazyPage(() => import("./sessions/sessions-page.js")),
  },
];
