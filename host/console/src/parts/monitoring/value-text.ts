/** Means of a minute and more are seldom whole. */
export const numberText = (value: number): string => (Number.isInteger(value) ? String(value) : value.toFixed(1));

/** Of 0 to 100. */
export const percentText = (value: number): string => `${Math.round(value)} %`;

/** Of 0 to 1. */
export const shareText = (value: number): string => `${(value * 100).toFixed(value > 0 && value < 0.1 ? 1 : 0)} %`;

export const timeSpanText = (ms: number): string =>
  ms < 1_000 ? `${Math.round(ms)} ms` : `${numberText(ms / 1_000)} s`;

/** As `uptime` writes it. */
export const loadText = (value: number): string => value.toFixed(2);
