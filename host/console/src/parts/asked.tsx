import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Button } from "tdesign-react/es/button";
import { HostGoneError } from "../api/api-error.js";
import { inBothLanguages, useWords } from "../i18n/language.js";
import { ErrorText } from "./error-text.js";
import { Loading } from "./loading.js";
import "./style/asked.css";

const words = inBothLanguages({ again: "Ask again" }, { again: "重新获取" });

export interface AskedProps<T> {
  readonly query: UseQueryResult<T>;
  readonly lines?: number;
  readonly children: (data: T) => ReactNode;
}

/**
 * What was asked for, or that it is on its way, or why it did not come. What came once stays while it cannot be had anew: the
 * banner says that the host is gone.
 */
export function Asked<T>({ query, lines = 4, children }: AskedProps<T>) {
  const t = useWords(words);
  const { data, error, isFetching, refetch } = query;
  if (error === null || error instanceof HostGoneError)
    return data === undefined ? <Loading lines={lines} /> : children(data);
  return (
    <div className="asked-in-vain">
      <ErrorText error={error} />
      <Button variant="outline" loading={isFetching} onClick={() => void refetch()}>
        {t.again}
      </Button>
    </div>
  );
}
