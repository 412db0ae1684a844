import { type ReactNode, useEffect, useRef } from "react";

const SETTLE_MS = 600;

/** Returns a function that returns true if a label has not changed for 600 ms, so that a click was aimed at it. */
export function useSettled(label: ReactNode): () => boolean {
  const text = typeof label === "string" ? label : null;
  const changedAt = useRef(Number.NEGATIVE_INFINITY);
  const last = useRef(text);
  useEffect(() => {
    if (last.current === text) return;
    last.current = text;
    changedAt.current = performance.now();
  }, [text]);
  return () => performance.now() - changedAt.current >= SETTLE_MS;
}
