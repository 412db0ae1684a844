import { type RefObject, useEffect, useState } from "react";

/** Returns true once a mark above the heading has been scrolled out of view. */
export function useFolded(mark: RefObject<HTMLElement | null>): boolean {
  const [folded, setFolded] = useState(false);
  useEffect(() => {
    if (!mark.current) return;
    const observer = new IntersectionObserver(([entry]) => setFolded(entry?.isIntersecting === false));
    observer.observe(mark.current);
    return () => observer.disconnect();
  }, [mark]);
  return folded;
}
