import { THEME_KEY, usePreference, writePreference } from "./preferences";

export const themes = [
  { value: "system", label: "As the system" },
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
];

/** Returns the chosen theme ("system" if none is) and a function that sets it. */
export function useTheme(): { theme: string; choose: (theme: string) => void } {
  const theme = usePreference(THEME_KEY) ?? "system";
  return {
    theme,
    choose: (next) => {
      const { dataset } = document.documentElement;
      if (next === "system") delete dataset.theme;
      else dataset.theme = next;
      writePreference(THEME_KEY, next === "system" ? null : next);
    },
  };
}
