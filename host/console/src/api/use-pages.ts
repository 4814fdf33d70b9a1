import { useInfiniteQuery, type InfiniteData, type UseInfiniteQueryResult } from "@tanstack/react-query";
import { useCallback } from "react";
import type { ActionTypes } from "./catalogue.js";
import { useAccess } from "./use-gse.js";

/** Actions that give their rows page by page. */
export type PagedAction =
  | "DescribeGameServerSessions"
  | "DescribeGameServerSessionDetails"
  | "DescribePlayerSessions"
  | "SearchGameServerSessions";

type Response<A extends PagedAction> = ActionTypes[A]["response"];

export interface Pages<A extends PagedAction> {
  readonly query: UseInfiniteQueryResult<InfiniteData<Response<A>>>;
  /** True: there are more rows than were fetched. */
  readonly hasMore: boolean;
  /** Fetches the next page; nothing while one is on its way. */
  readonly more: () => void;
}

/** The most that a page holds (gse-semantics m-27). */
const PAGE_SIZE = 100;

/**
 * A list that is fetched as far as it is looked at.
 * @param request without Limit and NextToken, which are seen to here
 */
export function usePages<A extends PagedAction>(action: A, request: ActionTypes[A]["request"]): Pages<A> {
  const { gse, region } = useAccess();
  const query = useInfiniteQuery<Response<A>, Error, InfiniteData<Response<A>>, readonly unknown[], string>({
    queryKey: [action, region, request, "pages"],
    queryFn: ({ pageParam }) => {
      const page = pageParam === "" ? { Limit: PAGE_SIZE } : { Limit: PAGE_SIZE, NextToken: pageParam };
      return gse.call(action, Object.assign({}, request, page), { region });
    },
    initialPageParam: "",
    getNextPageParam: ({ NextToken }) => (NextToken === "" ? undefined : NextToken),
  });
  const { hasNextPage, isFetching, isError, fetchNextPage } = query;
  // A page that did not come is not asked for over and over; when the host is back, all is asked for anew.
  const canAsk = hasNextPage && !isFetching && !isError;
  const more = useCallback(() => {
    if (canAsk) void fetchNextPage();
  }, [canAsk, fetchNextPage]);
  return { query, hasMore: hasNextPage, more };
}
