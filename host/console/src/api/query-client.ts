import { QueryClient } from "@tanstack/react-query";
import { ApiError } from "./api-error.js";

const TRIES = 4;

/** Answers stay true until the event stream tells otherwise, so nothing is asked for by time or by looking at the page again. */
export const createQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: Number.POSITIVE_INFINITY,
        gcTime: 5 * 60_000,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        networkMode: "always",
        // A host that is gone is asked again when the stream has found it; too many calls in a second, soon.
        retry: (failures, error) =>
          error instanceof ApiError && error.code.startsWith("RequestLimitExceeded") && failures < TRIES,
        retryDelay: (failures) => 300 * 2 ** failures,
      },
      mutations: { networkMode: "always" },
    },
  });
