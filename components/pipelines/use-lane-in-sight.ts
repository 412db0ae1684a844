import { type RefObject, useEffect, useRef } from "react";

/** Keeps the open lane (by its id) visible where the columns are wider than the page and scroll. */
export function useLaneInSight(id: string | null): RefObject<HTMLDivElement | null> {
  const scroller = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const box = scroller.current;
    const lane = id ? document.getElementById(id) : null;
    if (!box || !lane || box.scrollWidth <= box.clientWidth) return;
    const [end, seen] = [lane.offsetLeft + lane.offsetWidth, box.scrollLeft + box.clientWidth];
    if (lane.offsetLeft < box.scrollLeft || end > seen) {
      box.scrollLeft = lane.offsetLeft + (lane.offsetWidth - box.clientWidth) / 2;
    }
  }, [id]);
  return scroller;
}
