import { inBothLanguages, useWords } from "../i18n/language.js";
import { IconButton } from "../parts/icon-button.js";
import { DesktopIcon, MoonIcon, SunnyIcon } from "../parts/icons.js";
import { useTheme, type ThemeChoice } from "../theme/theme.js";

const words = inBothLanguages(
  { system: "Colours: as the system", light: "Colours: light", dark: "Colours: dark" },
  { system: "外观：跟随系统", light: "外观：浅色", dark: "外观：深色" },
);

const next: Readonly<Record<ThemeChoice, ThemeChoice>> = { system: "light", light: "dark", dark: "system" };
const icons = { system: <DesktopIcon />, light: <SunnyIcon />, dark: <MoonIcon /> };

export function ThemeSwitch() {
  const t = useWords(words);
  const { choice, setChoice } = useTheme();
  return <IconButton label={t[choice]} icon={icons[choice]} onClick={() => setChoice(next[choice])} />;
}
