import type { ReactNode } from "react";
import { ConfigProvider } from "tdesign-react/es/config-provider";
import enUS from "tdesign-react/es/locale/en_US";
import zhCN from "tdesign-react/es/locale/zh_CN";
import { useLanguage } from "../i18n/language.js";

/** TDesign's own words, in the language of the page. */
export function ComponentsProvider({ children }: { readonly children: ReactNode }) {
  const { language } = useLanguage();
  return <ConfigProvider globalConfig={language === "zh" ? zhCN : enUS}>{children}</ConfigProvider>;
}
