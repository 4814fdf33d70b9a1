import { Link } from "react-router";
import { inBothLanguages, useWords } from "../i18n/language.js";
import { Notice } from "../parts/notice.js";

const words = inBothLanguages(
  {
    title: "There is no such page",
    text: "The address may be of another version of the console.",
    home: "To the overview",
  },
  { title: "页面不存在", text: "这个地址可能属于其他版本的控制台。", home: "回到概览" },
);

export function NotFoundPage() {
  const t = useWords(words);
  return <Notice tone="plain" title={t.title} text={t.text} action={<Link to="/">{t.home}</Link>} isHeading />;
}
