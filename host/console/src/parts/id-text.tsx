import { CopyButton } from "./copy-button.js";
import "./style/id-text.css";

/** An id, with a button that copies it. */
export function IdText({ id }: { readonly id: string }) {
  return (
    <span className="id-text">
      <code title={id}>{id}</code>
      <CopyButton text={id} />
    </span>
  );
}
