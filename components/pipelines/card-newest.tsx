import Link from "next/link";
import { Glyph } from "@/components/ui/state";
import { Age, Ticking } from "@/components/ui/time";
import { paths } from "@/lib/paths";
import type { Release } from "@/lib/schemas/release";
import * as text from "@/lib/text/pipeline";

/** The newest release of an app that is not the running one, with its outcome. */
export function CardNewest({ app, newest }: { app: string; newest: Release }) {
  const href = paths.release(app, newest.version);
  const pending = newest.status === "pending";
  return (
    <p className="mt-2 flex min-w-0 items-center gap-1.5 text-meta text-ink-2">
      <Glyph kind={pending ? "live" : newest.status === "failed" ? "bad" : "warn"} />
      <span className="min-w-0 truncate">
        <Link href={href} className="hover:underline">
          {text.releaseVersion(newest.version)} {outcomeOf(newest)}
        </Link>{" "}
        {pending ? <Ticking since={newest.created_at} /> : <Age at={newest.updated_at} ago inRow />}
      </span>
    </p>
  );
}

function outcomeOf({ status, release_phase }: Release): string {
  switch (status) {
    case "pending":
      return release_phase ? text.runsItsReleasePhase : text.isBeingReleased;
    case "failed":
      return release_phase ? text.failedItsReleasePhase : text.failed;
    case "expired":
      return text.expired;
    case "succeeded":
      return text.succeededAndDoesNotRun;
    case "unknown":
      return text.isInUnknownState;
  }
}
