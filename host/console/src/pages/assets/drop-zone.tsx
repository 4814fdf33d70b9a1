import { useState, type DragEvent } from "react";
import { useWords } from "../../i18n/language.js";
import { CloudUploadIcon } from "../../parts/icons.js";
import { assetWords } from "./words.js";
import "./drop-zone.css";

/** Takes a file that is dropped or chosen, by the keyboard too. */
export function DropZone({ onFile }: { readonly onFile: (file: File) => void }) {
  const t = useWords(assetWords);
  const [isOver, setOver] = useState(false);

  function drop(event: DragEvent): void {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files.item(0);
    if (file !== null) onFile(file);
  }

  return (
    <label
      className={`drop-zone ${isOver ? "drop-zone-over" : ""}`}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <input
        type="file"
        accept=".zip,application/zip"
        onChange={({ target }) => {
          const file = target.files?.item(0);
          // The same file may be chosen once more.
          target.value = "";
          if (file !== null && file !== undefined) onFile(file);
        }}
      />
      <span className="drop-zone-icon" aria-hidden="true">
        <CloudUploadIcon />
      </span>
      <span className="drop-zone-words">
        <strong>{isOver ? t.dropNow : t.dropTitle}</strong> <span>{t.dropText}</span>
      </span>
    </label>
  );
}
