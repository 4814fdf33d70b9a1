import type { ReactNode } from "react";
import { CheckCircleIcon, ErrorCircleIcon, InfoCircleIcon } from "./icons.js";
import "./style/notice.css";

export interface NoticeProps {
  readonly tone: "plain" | "good" | "error";
  readonly title: string;
  readonly text: ReactNode;
  /** What to do about it. */
  readonly action?: ReactNode;
  /** True: its title is that of the page. */
  readonly isHeading?: boolean;
  /** In place of the tone's own. */
  readonly icon?: ReactNode;
  readonly children?: ReactNode;
}

const icons = { plain: <InfoCircleIcon />, good: <CheckCircleIcon />, error: <ErrorCircleIcon /> };

/** In place of content: there is none yet, it could not be had, or all is well. Says what to do next. */
export function Notice({ tone, title, text, action, isHeading, icon, children }: NoticeProps) {
  const Title = isHeading === true ? "h1" : "h2";
  return (
    <div className={`notice notice-${tone}`} role={tone === "error" ? "alert" : undefined}>
      <span className="notice-icon" aria-hidden="true">
        {icon ?? icons[tone]}
      </span>
      <Title className="notice-title">{title}</Title>
      <div className="notice-text">{text}</div>
      {action !== undefined && <div className="notice-action">{action}</div>}
      {children}
    </div>
  );
}
