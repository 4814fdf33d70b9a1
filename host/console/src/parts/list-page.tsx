import type { UseQueryResult } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { Button } from "tdesign-react/es/button";
import { Asked } from "./asked.js";
import { Card } from "./card.js";
import { PageHeader } from "./page-header.js";

export interface ListPageProps<T> {
  readonly title: string;
  /** One sentence: what the page is for. */
  readonly text: string;
  /** What the button does: "Create queue". */
  readonly create: string;
  /** Where a new row is made; it is there until it is closed. */
  readonly dialog: (close: () => void) => ReactNode;
  readonly query: UseQueryResult<T>;
  /** The list. */
  readonly children: (data: T) => ReactNode;
}

/** A page that is one list, whose rows are made in a dialog. */
export function ListPage<T>({ title, text, create, dialog, query, children }: ListPageProps<T>) {
  const [isCreating, setCreating] = useState(false);
  return (
    <>
      <PageHeader title={title} text={text} actions={<Button onClick={() => setCreating(true)}>{create}</Button>} />
      <Card isFlush>
        <Asked query={query}>{children}</Asked>
      </Card>
      {isCreating && dialog(() => setCreating(false))}
    </>
  );
}
