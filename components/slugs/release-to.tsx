import { LaneDetails } from "@/components/review/lane-details";
import { LaneFacts } from "@/components/review/lane-facts";
import { MovedLines } from "@/components/send/moved-lines";
import { SendFooter } from "@/components/send/send-footer";
import type { useSendRelease } from "@/components/send/use-send-once";
import { Button } from "@/components/ui/button";
import { Glyph } from "@/components/ui/state";
import type { SeenTarget } from "@/lib/review/lane-target";
import { releaseBlock, replacesText } from "@/lib/review/lane-text";
import type { Hold } from "@/lib/schemas/hold";
import type { ReviewApp } from "@/lib/schemas/review";
import type { Slug } from "@/lib/schemas/slug";
import * as common from "@/lib/text/common";
import * as text from "@/lib/text/slug";
import type { useReleaseTarget } from "./use-release-target";

type Known = { review: ReviewApp; target: SeenTarget };
type Props = {
  slug: Slug;
  label: string;
  release: ReturnType<typeof useReleaseTarget> & Known;
  sender: ReturnType<typeof useSendRelease>;
  /** The holds on this slug ("Do not promote this"). */
  marks?: readonly Hold[];
};

/** Shows what releasing the slug on this app changes, with the button; the request expects the reviewed release. */
export function ReleaseTo({ slug, label, release, sender, marks = [] }: Props) {
  const { review, target, seen, moved } = release;
  const { name } = target;
  const { send, forget, error, busy } = sender;
  const block = releaseBlock(target, review.generation);
  const showsMoved = !busy && moved;
  return (
    <>
      <div className="flex flex-col gap-3 px-4 pb-4">
        <SendFooter
          labels={{
            send: text.releaseOn(label, name),
            override: text.releasePastTheLock(label, name),
            code: text.releaseWithCode(label, name),
          }}
          busy={busy}
          holds={block || showsMoved ? [] : [...marks, ...target.holds]}
          error={showsMoved ? null : error}
          onSend={(extras) => send({ slug: slug.id, expected_current: seen?.id ?? null, ...extras })}
          instead={
            busy ? null : block ? (
              <p className="flex gap-1.5 text-output text-ink-2">
                <Glyph kind={target.preview.same ? "ok" : "warn"} className="mt-0.5" />
                <span className="min-w-0 wrap-anywhere">{block}</span>
              </p>
            ) : showsMoved ? (
              <Moved
                release={release}
                onReview={() => {
                  forget();
                  release.acknowledge();
                }}
              />
            ) : null
          }
        />
        {!block && !showsMoved && <p className="text-meta text-ink-2">{replacesText(target)}</p>}
      </div>
      {!target.preview.same && (
        <>
          <LaneFacts targets={[target]} />
          {target.preview.source && target.preview.source.release.version > 0 && (
            <LaneDetails targets={[target]} />
          )}
        </>
      )}
    </>
  );
}

function Moved({
  release: { review, target, seen },
  onReview,
}: Pick<Props, "release"> & { onReview: () => void }) {
  const { current } = review;
  const moved = {
    app: review.app,
    role: "target" as const,
    expected: seen && { id: seen.id, version: seen.version },
    current: current && {
      id: current.id,
      version: current.version,
      commit: target.preview.target?.commit ?? null,
    },
    pending: null,
  };
  return (
    <div className="flex flex-col gap-3">
      <Button size="lg" className="w-full" onClick={onReview}>
        {common.lookAgain}
      </Button>
      <MovedLines moved={[moved]} />
      <p className="text-meta text-ink-3">{text.nothingSentLookBelow}</p>
    </div>
  );
}
