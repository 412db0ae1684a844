import { useSyncExternalStore } from "react";
import type { Zone } from "@/lib/format/format";

/** Preferences of this browser, stored in localStorage and synchronized across tabs. */
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
