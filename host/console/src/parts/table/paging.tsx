import { Button } from "tdesign-react/es/button";
import { inBothLanguages, useWords } from "../../i18n/language.js";

const words = inBothLanguages(
  {
    label: "Pages of the list",
    before: "Previous",
    after: "Next",
    shown: (from: number, to: number, total: number) => `${from}–${to} of ${total.toLocaleString("en")}`,
  },
  {
    label: "列表分页",
    before: "上一页",
    after: "下一页",
    shown: (from: number, to: number, total: number) => `第 ${from}–${to} 条，共 ${total.toLocaleString("zh")} 条`,
  },
);

export interface PagingProps {
  /** From 0. */
  readonly page: number;
  readonly pageSize: number;
  readonly total: number;
  readonly onPage: (page: number) => void;
}

/** Below a list that is fetched page by page; nothing where one page holds all. */
export function Paging({ page, pageSize, total, onPage }: PagingProps) {
  const t = useWords(words);
  if (total <= pageSize) return null;
  const from = page * pageSize;
  const to = Math.min(total, from + pageSize);
  return (
    <nav className="paging" aria-label={t.label}>
      <span>{t.shown(Math.min(from + 1, total), to, total)}</span>
      <Button tag="button" size="small" variant="outline" disabled={page === 0} onClick={() => onPage(page - 1)}>
        {t.before}
      </Button>
      <Button tag="button" size="small" variant="outline" disabled={to >= total} onClick={() => onPage(page + 1)}>
        {t.after}
      </Button>
    </nav>
  );
}
