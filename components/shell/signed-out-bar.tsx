import { useSyncExternalStore } from "react";
import { useZone } from "@/components/ui/preferences";
import { Glyph } from "@/components/ui/state";
import { SignInAgain } from "@/components/ui/way-on";
import { sessionEnd } from "@/lib/client/session-end";
import { formatHour } from "@/lib/format/format";
import * as text from "@/lib/text/shell";

/** The session ended while the page was open: says so, keeps the content, and links to sign-in and back. */
export function SignedOutBar() {
  const since = useSyncExternalStore(sessionEnd.subscribe, sessionEnd.at, () => null);
  const zone = useZone();
  return (
    <div role="alert" className={since === null ? "sr-only" : "sticky top-12 z-30 bg-paper pb-3 lg:top-0"}>
      {since !== null && (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-panel border border-edge bg-tint-warn px-3 py-2">
          <p className="flex min-w-0 flex-1 basis-60 gap-2 text-body text-ink">
            <Glyph kind="warn" className="mt-0.5" />
            <span>{text.signedOutSince(formatHour(new Date(since).toISOString(), zone))}</span>
          </p>
          <SignInAgain />
        </div>
      )}
    </div>
  );
}
