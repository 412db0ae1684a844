import Link from "next/link";
import type { ReactNode } from "react";
import { LiftableHold } from "@/components/send/liftable-hold";
import { useHolds } from "@/components/send/use-holds";
import { Glyph } from "@/components/ui/state";
import { shortNameOf } from "@/lib/format/person-name";
import { paths } from "@/lib/paths";
import { bypassText } from "@/lib/review/hold";
import type { Release } from "@/lib/schemas/release";
import * as text from "@/lib/text/release";
import { causeOf } from "@/lib/timeline/describe";
import { changedOnlyConfig, hasCode, predecessor } from "@/lib/timeline/lineage";

type Props = { app: string; release: Release; releases: readonly Release[] };

/** Notes on a release: it changed only the config, bypassed a lock, or is marked "do not promote". */
export function ReleaseNotes({ app, release, releases }: Props) {
  const { onSlug, passed } = useHolds(app);
  const bypass = passed.get(release.id);
  const before = predecessor(release, releases);
  const config = hasCode(release) && changedOnlyConfig(release, before);
  const cause = causeOf(release.description);
  const names = cause.kind === "config" ? cause.names.length : 0;
  return (
    <div className="mt-2 flex flex-col gap-1.5 empty:hidden">
      {config && (
        <Line>
          {text.isConfigChange(release.version, names)}
          {before ? text.itKeptTheCodeOf : text.itKeptTheCode}
          {before && (
            <>
              <Link
                href={paths.release(app, before.version)}
                className="text-live underline underline-offset-2"
              >
                {text.releaseVersion(before.version)}
              </Link>
              .
            </>
          )}
        </Line>
      )}
      {bypass && (
        <Line warn>
          {bypassText(bypass)} ({shortNameOf(bypass.hold.user)}: {bypass.hold.reason})
        </Line>
      )}
      {onSlug(release.slug?.id).map((hold) => (
        <LiftableHold key={hold.id} app={app} hold={hold} />
      ))}
    </div>
  );
}

function Line({ warn = false, children }: { warn?: boolean; children: ReactNode }) {
  return (
    <p className={`flex gap-1.5 text-meta ${warn ? "text-warn" : "text-ink-2"}`}>
      {warn && <Glyph kind="warn" />}
      <span className="min-w-0 wrap-anywhere">{children}</span>
    </p>
  );
}
