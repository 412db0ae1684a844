import Link from "next/link";
import { type ReactNode, useState } from "react";
import { HoldSheet, LiftableHold } from "@/components/send/hold-sheet";
import { useHolds } from "@/components/send/use-holds";
import { Button } from "@/components/ui/button";
import { Glyph } from "@/components/ui/state";
import { shortNameOf } from "@/lib/format/person-name";
import { paths } from "@/lib/paths";
import { replacedByRollback } from "@/lib/promotion/roll-back";
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

type AfterRollBackProps = { app: string; release: Release; releases: readonly Release[] };

/** After a rollback: offers to mark the replaced code "do not promote". */
export function AfterRollBack({ app, release, releases }: AfterRollBackProps) {
  const { query, onSlug } = useHolds(app);
  const [open, setOpen] = useState(false);
  const replaced = replacedByRollback(release, releases);
  if (!replaced?.slug || !query.data) return null;
  const marked = onSlug(replaced.slug.id).length > 0;
  return (
    <section
      aria-label={text.afterTheRollback}
      className="mt-4 flex flex-wrap items-center gap-x-3 gap-y-2 rounded-panel border border-line bg-panel px-4 py-2.5"
    >
      <p className="min-w-0 flex-1 basis-72 text-body text-ink-2">
        {marked ? text.isMarked(replaced.version) : text.canStillBePromoted(replaced.version)}
      </p>
      {!marked && (
        <Button acts onClick={() => setOpen(true)}>
          {text.openDoNotPromote(replaced.version)}
        </Button>
      )}
      {open && (
        <HoldSheet
          app={app}
          name={app}
          slug={{ id: replaced.slug.id, version: replaced.version }}
          onClose={() => setOpen(false)}
        />
      )}
    </section>
  );
}
