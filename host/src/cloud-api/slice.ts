import type { Slice } from "../ports/index.js";

/** gse-semantics d.9, d.10; the most is 100, held by the catalogue. */
const DEFAULT_LIMIT = 20;

interface SliceRequest {
  readonly Offset?: number | undefined;
  readonly Limit?: number | undefined;
}

/** The part of a list that a request with Offset and Limit asks for. */
export const sliceOf = ({ Offset, Limit }: SliceRequest): Slice => ({
  offset: Offset ?? 0,
  limit: Limit ?? DEFAULT_LIMIT,
});

/** The same of a list that is at hand. */
export const partOf = <Row>(rows: readonly Row[], request: SliceRequest): readonly Row[] => {
  const { offset, limit } = sliceOf(request);
  return rows.slice(offset, offset + limit);
};
