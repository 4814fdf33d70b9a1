import { QueryClientProvider } from "@tanstack/react-query";
import { useState } from "react";
import { BrowserRouter } from "react-router";
import { createQueryClient } from "./api/query-client.js";
import { LanguageProvider } from "./i18n/language.js";
import { LiveProvider } from "./live/live-provider.js";
import { AccessGate } from "./shell/access-gate.js";
import { ComponentsProvider } from "./shell/components-provider.js";
import { ErrorBoundary } from "./shell/error-boundary.js";
import { Shell } from "./shell/shell.js";
import { ThemeProvider } from "./theme/theme.js";

/** All that every page has around it, outermost first. */
export function App({ loginToken }: { readonly loginToken: string | undefined }) {
  const [client] = useState(createQueryClient);
  return (
    <LanguageProvider>
      <ThemeProvider>
        <ComponentsProvider>
          <ErrorBoundary>
            <QueryClientProvider client={client}>
              <BrowserRouter basename="/console">
                <AccessGate loginToken={loginToken}>
                  <LiveProvider>
                    <Shell />
                  </LiveProvider>
                </AccessGate>
              </BrowserRouter>
            </QueryClientProvider>
          </ErrorBoundary>
        </ComponentsProvider>
      </ThemeProvider>
    </LanguageProvider>
  );
}
