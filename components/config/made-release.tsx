import Link from "next/link";
import { State } from "@/components/ui/state";
import { paths } from "@/lib/paths";
import type { Release } from "@/lib/schemas/release";
import { releaseState } from "@/lib/timeline/row-state";

/** The result of a config change: "Set LOG_LEVEL · v43 ● releasing". */
export function MadeRelease({ app, what, release }: { app: string; what: string; release: Release | null }) {
  const state = release ? releaseState(release, { repaired: false, ranMs: null }) : null;
  return (
    <p role="status" className="flex min-h-10 flex-wrap items-center gap-x-3 border-b border-line text-body">
      <span className="text-strong wrap-anywhere">{what}</span>
      {release && state && state.kind !== "none" ? (
        <>
          <Link href={paths.release(app, release.version)} className="text-live underline underline-offset-2">
            v{release.version}
          </Link>
          <State kind={state.kind} label={state.label} strong />
        </>
      ) : (
        <span className="text-ink-2">The same value as before: no release was needed.</span>
      )}
    </p>
  );
}
