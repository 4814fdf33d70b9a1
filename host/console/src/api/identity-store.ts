import type { Identity } from "./login.js";

const STORE = "identity";
const KEY = "current";

/**
 * Keeps the login over a reload, in the browser's IndexedDB, since that takes a key whose bytes nobody can read. Where it cannot
 * be had (a private window of some browsers), a reload asks for the login again.
 */
export const identityStore = {
  load: (): Promise<Identity | undefined> => inStore("readonly", (store) => store.get(KEY)).catch(() => undefined),
  save: async (identity: Identity): Promise<void> => {
    await inStore("readwrite", (store) => store.put(identity, KEY)).catch(() => undefined);
  },
  clear: async (): Promise<void> => {
    await inStore("readwrite", (store) => store.delete(KEY)).catch(() => undefined);
  },
};

async function inStore<T>(mode: IDBTransactionMode, use: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const opening = indexedDB.open("gse-console", 1);
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore(STORE);
  };
  const database = await settled(opening);
  try {
    return await settled(use(database.transaction(STORE, mode).objectStore(STORE)));
  } finally {
    database.close();
  }
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("the browser's store gives no reason"));
  });
}
