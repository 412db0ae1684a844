import { useMemo } from "react";
import { z } from "zod";
import { AppParam } from "@/lib/schemas/common";
import { PINS_KEY, usePreference, writePreference } from "./preferences";

const MAX_PINS = 30;
const Pins = z.array(AppParam).max(MAX_PINS);

/**
 * Returns the names of the pinned apps in pinning order, and a function that toggles one. Stored in this browser.
 * `full` is true if no more apps can be pinned.
 */
export function usePins(): { pins: string[]; full: boolean; toggle: (app: string) => void } {
  const text = usePreference(PINS_KEY);
  const pins = useMemo(() => parse(text), [text]);
  const toggle = (app: string) => {
    const next = pins.includes(app) ? pins.filter((pin) => pin !== app) : [...pins, app];
    if (next.length <= MAX_PINS) writePreference(PINS_KEY, JSON.stringify(next));
  };
  return { pins, full: pins.length >= MAX_PINS, toggle };
}

function parse(text: string | null): string[] {
  if (!text) return [];
  try {
    return Pins.catch([]).parse(JSON.parse(text));
  } catch {
    return [];
  }
}
