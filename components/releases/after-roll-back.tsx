import { useState } from "react";
import { HoldSheet } from "@/components/send/hold-sheet";
import { useHolds } from "@/components/send/use-holds";
import { Button } from "@/components/ui/button";
import { replacedByRollback } from "@/lib/promotion/roll-back";
import type { Release } from "@/lib/schemas/release";
import * as text from "@/lib/text/release";

type Props = { app: string; release: Release; releases: readonly Release[] };

/** After a rollback: offers to mark the replaced code "do not promote". */
export function AfterRollBack({ app, release, releases }: Props) {
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
