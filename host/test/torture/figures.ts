/** What came to pass, counted, and how long what is waited for took. */
export class Figures {
  readonly #counts = new Map<string, number>();
  readonly #readyMs: number[] = [];

  count(what: string, times = 1): void {
    this.#counts.set(what, this.of(what) + times);
  }

  of(what: string): number {
    return this.#counts.get(what) ?? 0;
  }

  ready(ms: number): void {
    this.#readyMs.push(ms);
  }

  get restarts(): number {
    return this.#readyMs.length;
  }

  restartsAbove(ms: number): number {
    return this.#readyMs.filter((took) => took > ms).length;
  }

  /** 0.5 for the median, 1 for the longest. */
  readyMsAt(share: number): number {
    const sorted = [...this.#readyMs].sort((a, b) => a - b);
    return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  }
}
