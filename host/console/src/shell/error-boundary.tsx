import { Component, type ErrorInfo, type ReactNode } from "react";
import { Button } from "tdesign-react/es/button";
import { inBothLanguages, useWords } from "../i18n/language.js";
import { Notice } from "../parts/notice.js";
import { NewerConsoleError } from "../pages/lazy-page.js";

const words = inBothLanguages(
  {
    title: "This page has stumbled",
    text: "That is a fault of the console, not of your games: they go on. Reload it; if it stumbles again, tell us what stands below.",
    reload: "Reload",
    newer: "There is a newer console",
    newerText: "The host was renewed while this page was open. Reload it to go on; nothing is lost.",
  },
  {
    title: "页面出错了",
    text: "这是控制台自身的问题，不影响正在运行的游戏。请重新加载；如果再次出错，请把下面的内容反馈给我们。",
    reload: "重新加载",
    newer: "控制台已更新",
    newerText: "页面打开期间主机已更新。请重新加载以继续，不会丢失任何内容。",
  },
);

interface Props {
  readonly children: ReactNode;
  /** Another value tries again. */
  readonly resetBy?: string;
}

/** Catches what a component throws while it is drawn. */
export class ErrorBoundary extends Component<Props, { readonly error: Error | undefined }> {
  override state = { error: undefined as Error | undefined };

  static getDerivedStateFromError(error: unknown): { readonly error: Error } {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override componentDidCatch(_error: Error, _info: ErrorInfo): void {
    // React has written it to the browser's console.
  }

  override componentDidUpdate(before: Props): void {
    if (before.resetBy !== this.props.resetBy && this.state.error !== undefined) this.setState({ error: undefined });
  }

  override render(): ReactNode {
    const { error } = this.state;
    return error === undefined ? this.props.children : <Stumbled error={error} />;
  }
}

function Stumbled({ error }: { readonly error: Error }) {
  const t = useWords(words);
  const reload = <Button onClick={() => location.reload()}>{t.reload}</Button>;
  if (error instanceof NewerConsoleError)
    return <Notice tone="plain" title={t.newer} text={t.newerText} action={reload} />;
  return (
    <Notice tone="error" title={t.title} text={t.text} action={reload}>
      <pre className="stumbled-cause" tabIndex={0}>
        {error.stack ?? error.message}
      </pre>
    </Notice>
  );
}
