export type SettingName = "language" | "theme";

const nameOf = (name: SettingName): string => `gse-console.${name}`;

/** How the page looks, kept by the browser; nothing else is kept so. */
export const settings = {
  get: (name: SettingName): string | undefined => {
    try {
      return localStorage.getItem(nameOf(name)) ?? undefined;
    } catch {
      return undefined;
    }
  },
  set: (name: SettingName, value: string): void => {
    try {
      localStorage.setItem(nameOf(name), value);
    } catch {
      // A browser that keeps nothing: then it holds until the page is left.
    }
  },
};
