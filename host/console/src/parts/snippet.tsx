import { CopyButton } from "./copy-button.js";
import "./style/snippet.css";

/** Text for a terminal or an editor, with a button that copies it. */
export function Snippet({ text }: { readonly text: string }) {
  return (
    <div className="snippet">
      <pre tabIndex={0}>
        <code>{text}</code>
      </pre>
      <CopyButton text={text} />
    </div>
  );
}
