import { useQuery } from "@tanstack/react-query";
import { parseAsString, useQueryState } from "nuqs";
import { type ComponentProps, useState } from "react";
import { HoldLine } from "@/components/send/hold-line";
import { useSendRelease } from "@/components/send/use-send-once";
import { Failed, Skeleton } from "@/components/ui/panel-states";
import { holdsQuery } from "@/lib/client/holds";
import type { Slug } from "@/lib/schemas/slug";
import * as text from "@/lib/text/slug";
import { AppSelect } from "./app-select";
import { ReleaseTo } from "./release-to";
import { useReleaseTarget } from "./use-release-target";

type Props = {
  app: string;
  slug: Slug;
  /** The name of the slug: a short commit. */
  label: string;
  /** The initially selected app; null if the slug already runs there. */
  preset: string | null;
};

/** Releases this slug on an app. The choice of the app is stored in the address. */
export function ReleasePanel({ app, slug, label, preset }: Props) {
  const [chosen, setChosen] = useQueryState("to", parseAsString.withOptions({ history: "replace" }));
  // Stays the same after a release on that app changes `preset`.
  const [initial] = useState(preset);
  const to = chosen ?? initial;
  const release = useReleaseTarget(app, slug, to);
  const holds = useQuery(holdsQuery(app));
  const marks = holds.data?.items.filter((hold) => hold.slug?.id === slug.id) ?? [];
  const { reviews, review, target } = release;
  return (
    <section
      aria-label={text.releaseThisSlug}
      className="@container flex flex-col rounded-panel border border-edge bg-panel"
    >
      <div className="flex flex-col gap-3 px-4 pt-3.5 pb-4">
        <h2 className="text-strong">{text.releaseThisSlug}</h2>
        {!target && marks.map((hold) => <HoldLine key={hold.id} hold={hold} />)}
        <AppSelect
          label={text.targetLabel}
          value={review?.app.name ?? to}
          onChoose={(name) => void setChosen(name)}
        />
        {to !== null && reviews.isError && !reviews.data && (
          <Failed what={to} error={reviews.error} onRetry={() => void reviews.refetch()} />
        )}
        {to !== null && reviews.isPending && <Skeleton rows={4} height={32} />}
        {to !== null && reviews.data && !target && (
          <p className="text-output text-ink-2">{text.targetNotReadable(to)}</p>
        )}
      </div>
      {review && target && (
        <ReleaseForm
          key={target.id}
          slug={slug}
          label={label}
          marks={marks}
          release={{ ...release, review, target }}
        />
      )}
    </section>
  );
}

/** Mounted once per app, so that the error of one app does not appear on another. */
function ReleaseForm(props: Omit<ComponentProps<typeof ReleaseTo>, "sender">) {
  const sender = useSendRelease(props.release.target.name, "push");
  return <ReleaseTo {...props} sender={sender} />;
}
