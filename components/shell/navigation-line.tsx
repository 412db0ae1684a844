import { usePathname, useSearchParams } from "next/navigation";
import { useEffect, useSyncExternalStore } from "react";
import * as text from "@/lib/text/shell";
import { navigation } from "./navigation";

/** A 2 px line at the top while the next page loads; invisible for pages that load at once. */
export function NavigationLine() {
  const pending = useSyncExternalStore(navigation.subscribe, navigation.pending, () => null);
  const place = `${usePathname()}?${useSearchParams()}`;
  useEffect(() => navigation.arrived(place), [place]);
  return (
    <div role="status" className="pointer-events-none fixed inset-x-0 top-0 z-50 h-0.5 overflow-hidden">
      {pending !== null && (
        <>
          <span className="sr-only">{text.readingNextPage}</span>
          <span
            key={pending}
            className="block h-full origin-left animate-reading bg-live forced-colors:bg-[Highlight]"
          />
        </>
      )}
    </div>
  );
}
