import { Suspense, useEffect } from "react";
import { Route, Routes, useLocation } from "react-router";
import { useLive } from "../live/use-live.js";
import { useWords } from "../i18n/language.js";
import { pageNames, pages } from "../pages/index.js";
import { Loading } from "../parts/loading.js";
import { ConnectionBanner } from "./connection-banner.js";
import { ErrorBoundary } from "./error-boundary.js";
import { Header } from "./header.js";
import { HostGonePage } from "./host-gone-page.js";
import { preloadPages } from "../pages/lazy-page.js";
import { Navigation } from "./navigation.js";
import { NotFoundPage } from "./not-found-page.js";
import { SkipLink } from "./skip-link.js";
import { Splash } from "./splash.js";
import { whenIdle } from "../browser/when-idle.js";
import "./style/shell.css";

/** The frame around the pages. */
export function Shell() {
  const isKnown = useLive(({ hello }) => hello !== undefined);
  const isLost = useLive(({ connection }) => connection.state === "lost");
  const { pathname } = useLocation();
  useTitle(pathname);
  useEffect(() => {
    if (!isKnown) return undefined;
    return whenIdle(() => void preloadPages());
  }, [isKnown]);
  if (!isKnown) return isLost ? <HostGonePage /> : <Splash />;
  return (
    <div className="shell">
      <SkipLink />
      <Header />
      <aside className="shell-side">
        <Navigation />
      </aside>
      <main className="shell-main" id="main" tabIndex={-1}>
        <ConnectionBanner />
        <ErrorBoundary resetBy={pathname}>
          <Suspense fallback={<Loading />}>
            <Routes>
              {pages.map(({ path, page: Page }) => (
                <Route key={path} path={path} element={<Page />} />
              ))}
              <Route path="*" element={<NotFoundPage />} />
            </Routes>
          </Suspense>
        </ErrorBoundary>
      </main>
    </div>
  );
}

function useTitle(pathname: string): void {
  const names = useWords(pageNames);
  const first = pathname.split("/", 2).join("/") || "/";
  const name = pages.find(({ path }) => (path.split("/", 2).join("/") || "/") === first)?.name;
  useEffect(() => {
    document.title = name === undefined ? "GSE" : `${names[name]} · GSE`;
  }, [name, names]);
}
