import "./style/progress-bar.css";

export interface ProgressBarProps {
  /** From 0 to 1. */
  readonly share: number;
  /** What goes on. */
  readonly text: string;
}

export function ProgressBar({ share, text }: ProgressBarProps) {
  const percent = Math.round(share * 100);
  return (
    <div className="progress-bar">
      <div className="progress-bar-words">
        <span>{text}</span>
        <span>{percent} %</span>
      </div>
      <div
        className="progress-bar-track"
        role="progressbar"
        aria-label={text}
        aria-valuenow={percent}
        aria-valuemin={0}
        aria-valuemax={100}
      >
        <span className="progress-bar-done" style={{ width: `${percent}%` }} />
      </div>
    </div>
  );
}
