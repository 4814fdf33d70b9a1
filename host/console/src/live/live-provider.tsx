import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useRef, useState, type ReactNode } from "react";
import { useGse } from "../api/use-gse.js";
import { CacheUpdater } from "./apply-changes.js";
import { LiveConnection } from "./live-connection.js";
import { LiveStore } from "./live-state.js";
import { LiveContext } from "./use-live.js";

/** Opens the event stream, for as long as somebody is logged in. */
export function LiveProvider({ children }: { readonly children: ReactNode }) {
  const gse = useGse();
  const client = useQueryClient();
  const [store] = useState(() => new LiveStore());
  const connection = useRef<LiveConnection>(undefined);

  useEffect(() => {
    const updater = new CacheUpdater(client);
    const opened = new LiveConnection(gse, {
      onConnection: (state) => store.setConnection(state),
      onHello: (hello) => {
        store.takeHello(hello);
        updater.askAllAgain();
      },
      onChanges: ({ Changes, Overview }) => {
        store.takeChanges(Changes, Overview);
        updater.apply(Changes);
      },
      onReset: () => updater.askAllAgain(),
    });
    connection.current = opened;
    return () => {
      opened.close();
      updater.close();
    };
  }, [gse, client, store]);

  const live = useMemo(() => ({ store, retryNow: () => connection.current?.retryNow() }), [store]);
  return <LiveContext value={live}>{children}</LiveContext>;
}
