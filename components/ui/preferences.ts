import { useSyncExternalStore } from "react";
import type { Zone } from "@/lib/format/format";
import * as pageText from "@/lib/text/page";

/** Fired in this tab when a preference in localStorage changes; `storage` fires in the other tabs only. */
const CHANGED = "slipway:preference";

function subscribe(listener: () => void): () => void {
  addEventListener("storage", listener);
  addEventListener(CHANGED, listener);
  return () => {
    removeEventListener("storage", listener);
    removeEventListener(CHANGED, listener);
  };
}

function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    // Storage may be blocked; every preference then has its default.
    return null;
  }
}

/** Stores a preference; null removes it. */
export function writePreference(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // Without storage the preference lasts as long as the page.
  }
  dispatchEvent(new Event(CHANGED));
}

/** Returns a preference as text, or null if none is set (and during server rendering). */
export function usePreference(key: string): string | null {
  return useSyncExternalStore(
    subscribe,
    () => read(key),
    () => null,
  );
}

export const ZONE_KEY = "slipway-zone";
export const THEME_KEY = "slipway-theme";
export const RAIL_KEY = "slipway-rail";
export const PINS_KEY = "slipway-pins";

/** Returns the zone of clock times; undefined during server rendering, where it is unknown. */
export function useZone(): Zone | undefined {
  return useSyncExternalStore(
    subscribe,
    () => (read(ZONE_KEY) === "utc" ? "utc" : "local"),
    () => undefined,
  );
}

export const themes = [
  { value: "system", label: pageText.asTheSystem },
  { value: "light", label: pageText.light },
  { value: "dark", label: pageText.dark },
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

export const zones = [
  { value: "local", label: pageText.localTime },
  { value: "utc", label: pageText.utc },
];

/** Returns the zone of displayed times, and a function that sets it. */
export function useZoneChoice(): { zone: string; choose: (zone: string) => void } {
  const zone = useZone() ?? "local";
  return { zone, choose: (next) => writePreference(ZONE_KEY, next === "utc" ? "utc" : null) };
}
