"use client";

import { useSyncExternalStore } from "react";
import type { Zone } from "@/lib/format/format";

/** Choices of this browser, kept in localStorage; tabs follow each other. */
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
    // Storage can be forbidden; then every choice is its default.
    return null;
  }
}

/** Keeps a choice; null forgets it. */
export function writePreference(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // Without storage the choice lasts as long as the page.
  }
  dispatchEvent(new Event(CHANGED));
}

/** A choice as text, or null when none was made (and while the server draws). */
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

/** The zone that clock times are shown in; undefined while the server draws, which cannot know it. */
export function useZone(): Zone | undefined {
  return useSyncExternalStore(
    subscribe,
    () => (read(ZONE_KEY) === "utc" ? "utc" : "local"),
    () => undefined,
  );
}
