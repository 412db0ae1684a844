import { useState } from "react";
import { HoldSheet } from "@/components/send/hold-sheet";
import { useHolds } from "@/components/send/use-holds";
import { Button } from "@/components/ui/button";
import { replacedByRollback } from "@/lib/promotion/roll-back";
import type { Release } from "@/lib/schemas/release";

type Props = { app: string; release: Release; releases: readonly Release[] };

/** After a rollback: offers to keep others from releasing the rolled-back code again. */
export function AfterRollBack({ app, release, releases }: Props) {
  const { query, onSlug } = useHolds(app);
  const [open, setOpen] = useState(false);
  const away = replacedByRollback(release, releases);
  if (!away?.slug || !query.data) return null;
  const held = onSlug(away.slug.id).length > 0;
  return (
    <section
      aria-label="After the rollback"
      className="mt-4 flex flex-wrap items-center gap-x-3 gap-y-2 rounded-panel border border-line bg-panel px-4 py-2.5"
    >
      <p className="min-w-0 flex-1 basis-72 text-body text-ink-2">
        {held
          ? `v${away.version} is marked: nobody promotes it without a reason.`
          : `v${away.version} can still be promoted or released again, by somebody or by a robot.`}
      </p>
      {!held && <Button acts onClick={() => setOpen(true)}>{`Do not promote v${away.version}…`}</Button>}
      {open && (
        <HoldSheet
          app={app}
          name={app}
          slug={{ id: away.slug.id, version: away.version }}
          onClose={() => setOpen(false)}
        />
      )}
    </section>
  );
}
