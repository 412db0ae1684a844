import { type RefObject, useEffect, useMemo, useState } from "react";
import { holdNew } from "@/lib/timeline/rows";

/**
 * Returns the rows to show. New ones are inserted only while the top of the list (`top`) is visible; otherwise they
 * are held back and counted, until `show` is called or the list is scrolled up.
 */
export function useHeldRows<T extends { key: string }>(
  rows: readonly T[],
  top: RefObject<HTMLElement | null>,
) {
  const [atTop, setAtTop] = useState(true);
  const [known, setKnown] = useState<ReadonlySet<string> | null>(null);
  useEffect(() => {
    if (!top.current) return;
    const observer = new IntersectionObserver((entries) => {
      setAtTop(entries.at(-1)?.isIntersecting ?? true);
    });
    observer.observe(top.current);
    return () => observer.disconnect();
  }, [top]);
  const keys = rows.map((row) => row.key).join(" ");
  useEffect(() => {
    if (atTop) setKnown(keys ? new Set(keys.split(" ")) : null);
  }, [atTop, keys]);
  const { shown, held } = useMemo(() => holdNew(rows, atTop ? null : known), [rows, atTop, known]);
  const show = () => {
    setKnown(null);
    top.current?.scrollIntoView({ block: "center" });
  };
  return { shown, held, show };
}
