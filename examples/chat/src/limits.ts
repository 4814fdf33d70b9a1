/** What one player may do. The page learns these from `welcome`, so that it can say no before the server has to. */
export const limits = {
  /** UTF-16 units, as an input field's `maxlength` counts them. */
  textLength: 500,
  nameLength: 32,
} as const;

/** One WebSocket message: the longest text in its longest spelling (3 bytes a unit), with room for the JSON around it. */
export const MAX_MESSAGE_BYTES = 4096;

/** What a newcomer is shown of the talk so far. */
export const RECENT_EVENTS = 50;
