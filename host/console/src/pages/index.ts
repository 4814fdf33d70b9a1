import { lazy, type ComponentType, type LazyExoticComponent } from "react";
import { inBothLanguages } from "../i18n/language.js";
import { DashboardIcon, FileZipIcon, RocketIcon } from "../parts/icons.js";

/** What the navigation calls the pages. The Chinese words are those of GSE's own console. */
export const pageNames = inBothLanguages(
  { overview: "Overview", quickStart: "Quick start", assets: "Assets" },
  { overview: "概览", quickStart: "入门示例", assets: "生成包" },
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
  { name: "overview", path: "/", icon: DashboardIcon, page: lazy(() => import("./overview/overview-page.js")) },
  {
    name: "quickStart",
    path: "/quick-start",
    icon: RocketIcon,
    page: lazy(() => import("./quick-start/quick-start-page.js")),
  },
  { name: "assets", path: "/assets", icon: FileZipIcon, page: lazy(() => import("./assets/assets-page.js")) },
];
