import {
  keepPreviousData,
  useMutation,
  useQuery,
  useQueryClient,
  type UseMutationResult,
  type UseQueryResult,
} from "@tanstack/react-query";
import { useCallback } from "react";
import type { ActionName, ActionTypes } from "./catalogue.js";
import { useAccess } from "./use-gse.js";

export interface ReadOptions {
  /** False: not asked for, yet. */
  readonly isEnabled?: boolean;
  /** True: while another page is fetched, the one before stays. */
  readonly keepsPrevious?: boolean;
}

/** An answer of the cloud API; the event stream keeps it true for as long as it is shown. */
export function useCall<A extends ActionName>(
  action: A,
  request: ActionTypes[A]["request"],
  { isEnabled = true, keepsPrevious = false }: ReadOptions = {},
): UseQueryResult<ActionTypes[A]["response"]> {
  const { gse, region } = useAccess();
  return useQuery<ActionTypes[A]["response"]>({
    queryKey: [action, region, request],
    queryFn: () => gse.call(action, request, { region }),
    enabled: isEnabled,
    ...(keepsPrevious && { placeholderData: keepPreviousData }),
  });
}

/** An answer of one of the console's own paths. */
export function useAsk<T>(
  path: `/console/${string}`,
  request: Readonly<Record<string, unknown>>,
  { isEnabled = true }: ReadOptions = {},
): UseQueryResult<T> {
  const { gse, region } = useAccess();
  return useQuery<T>({
    queryKey: [path, region, request],
    queryFn: () => gse.ask<T>(path, request),
    enabled: isEnabled,
  });
}

/** A call that changes something, made when `mutate` is called; when it is done, what is shown knows of it. */
export function useCommand<A extends ActionName>(
  action: A,
): UseMutationResult<ActionTypes[A]["response"], Error, ActionTypes[A]["request"]> {
  const { gse, region } = useAccess();
  const askAgain = useAskAgain();
  return useMutation({
    mutationFn: (request: ActionTypes[A]["request"]) => gse.call(action, request, { region }),
    onSuccess: askAgain,
  });
}

/** Asks anew for all that is shown: after calls of one's own, for those who would not wait for the stream. */
export function useAskAgain(): () => Promise<void> {
  const client = useQueryClient();
  return useCallback(() => client.invalidateQueries(), [client]);
}
