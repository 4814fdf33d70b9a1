/** An expression that cannot be read. The message says what was found and what would do, the column where. */
export class ExpressionError extends Error {
  override readonly name = "ExpressionError";
  /** In characters, from 1 on; one behind the last where the expression ends too early. */
  readonly column: number;

  /** @param at the place in UTF-16 units, from 0 on */
  constructor(text: string, at: number, message: string) {
    super(message);
    this.column = Array.from(text.slice(0, at)).length + 1;
  }
}
