import { lazy, type ComponentType, type LazyExoticComponent } from "react";
import { systemClock } from "../browser/system-clock.js";

type Load = () => Promise<{ readonly default: ComponentType }>;

const loaders: Load[] = [];
const AGAIN_AFTER_MS = 1_000;
/** The host answers, and still there is no such file: it serves a newer console. */
const TRIES_WHILE_HOST_IS_THERE = 3;

/** The host has another console by now than this page, whose parts are there no more. */
export class NewerConsoleError extends Error {
  override readonly name = "NewerConsoleError";
}

/** A page whose code comes when it is first looked at, or before when there is time; from a host that is away, when it is back. */
export function lazyPage(load: Load): LazyExoticComponent<ComponentType> {
  let loaded: ReturnType<Load> | undefined;
  const loadOnce: Load = () =>
    (loaded ??= patiently(load).catch((error: unknown) => {
      loaded = undefined;
      throw error;
    }));
  loaders.push(loadOnce);
  return lazy(loadOnce);
}

/** All pages, one after the other, so that each opens at once and also while the host is away. */
export async function preloadPages(): Promise<void> {
  for (const load of loaders) await load().catch(() => undefined);
}

async function patiently(load: Load): ReturnType<Load> {
  for (let tries = 1; ;) {
    try {
      return await load();
    } catch (cause) {
      if (await isHostThere()) tries += 1;
      if (tries > TRIES_WHILE_HOST_IS_THERE)
        throw new NewerConsoleError("the host serves another console by now; reload this page", { cause });
      await new Promise<void>((resolve) => void systemClock.setTimeout(resolve, AGAIN_AFTER_MS));
    }
  }
}

async function isHostThere(): Promise<boolean> {
  try {
    return (await fetch(import.meta.env.BASE_URL, { method: "HEAD", cache: "no-store" })).ok;
  } catch {
    return false;
  }
}
