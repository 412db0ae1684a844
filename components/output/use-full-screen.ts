"use client";

import { type RefObject, useEffect, useState } from "react";

/** Shows an element alone on the screen, and knows whether it is. */
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
    // Where the browser refuses (an iPhone, a frame), the output stays where it is.
    toggle: () => {
      const change = on ? document.exitFullscreen() : element.current?.requestFullscreen?.();
      void change?.catch(() => undefined);
    },
  };
}
