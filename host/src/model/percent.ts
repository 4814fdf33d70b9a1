/** A part of a whole in percent; undefined: of nothing there is no share. */
export const percentOf = (part: number, whole: number): number | undefined =>
  whole === 0 ? undefined : (part * 100) / whole;
