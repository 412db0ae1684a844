"use client";

import { type RefObject, useEffect, useState } from "react";

/** Toggles full screen for an element; `on` is true while it is active. */
export function useFullScreen(element: RefObject<HTMLElement | null>): { on: boolean; toggle(): void } {
  const [on, setOn] = useState(false);
  useEffect(() => {
    const changed = () =>
      setOn(document.fullscreenElement !== null && document.fullscreenElement === element.current);
    document.addEventListener("fullscreenchange", changed);
    return () => document.removeEventListener("fullscreenchange", changed);
  }, [element]);
  return {
    on,
    // If the browser refuses (iPhone, frame), nothing changes.
    toggle: () => {
      const change = on ? document.exitFullscreen() : element.current?.requestFullscreen?.();
      void change?.catch(() => undefined);
    },
  };
}
