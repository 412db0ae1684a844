import Link from "next/link";
import { LaneFacts } from "@/components/review/lane-facts";
import { HoldLine } from "@/components/send/hold-line";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/choices";
import { CopyButton } from "@/components/ui/copy";
import { describeFailure } from "@/components/ui/describe-failure";
import { Failed, Skeleton } from "@/components/ui/panel-states";
import { SignInLink } from "@/components/ui/sign-in-link";
import { Problem } from "@/components/uploads/problem";
import { UploadProgressBar } from "@/components/uploads/upload-progress-bar";
import type { Sending } from "@/components/uploads/use-transfer";
import { shortCommit } from "@/lib/format/format";
import { paths } from "@/lib/paths";
import { releaseBlock, replacesText } from "@/lib/review/lane-text";
import * as common from "@/lib/text/common";
import * as text from "@/lib/text/slug";
import { ReleaseTo } from "./release-to";
import { commitOf } from "./slug-draft";
import type { useNewSlug } from "./use-new-slug";

type Props = { name: string; form: ReturnType<typeof useNewSlug> };

/** The button with its effect; once the slug is stored, only its release. */
export function NewSlugPanel({ name, form }: Props) {
  const { draft, release, stored, sender } = form;
  const { review, target, reviews } = release;
  const block = review && target ? releaseBlock(target, review.generation) : null;
  const commit = commitOf(draft);
  const label = commit ? shortCommit(commit) : text.theSlugLower;
  return (
    <section
      aria-label={text.releaseTo(name)}
      className="@container flex min-w-0 flex-col self-start rounded-panel border border-edge bg-panel"
    >
      {stored && review && target ? (
        <>
          <p className="px-4 pt-3.5 pb-3 text-output text-ink-2">
            {text.itIsStoredAs}{" "}
            <Link href={paths.slug(form.app, stored.id)} className="font-mono text-meta text-live underline">
              {stored.id.slice(0, 8)}
            </Link>
            .
          </p>
          <ReleaseTo slug={stored} label={label} release={{ ...release, review, target }} sender={sender} />
        </>
      ) : (
        <>
          <div className="flex flex-col gap-3 px-4 pt-3.5 pb-4">
            {draft.release && target?.holds.map((hold) => <HoldLine key={hold.id} hold={hold} />)}
            <NewSlugFooter
              app={name}
              sending={form.sending}
              ready={!draft.release || (target !== null && block === null)}
              release={draft.release}
              effect={block ?? (target ? replacesText(target) : "")}
              onRelease={(on) => form.edit({ release: on })}
              onSend={() => void form.send()}
              onCancel={form.cancel}
            />
          </div>
          {reviews.isError && !reviews.data && (
            <Failed what={name} error={reviews.error} onRetry={() => void reviews.refetch()} />
          )}
          {draft.release && reviews.isPending && (
            <div className="px-4 pb-4">
              <Skeleton rows={4} height={28} />
            </div>
          )}
          {draft.release && target && <LaneFacts targets={[target]} />}
        </>
      )}
    </section>
  );
}

type FootProps = {
  app: string;
  sending: Sending;
  ready: boolean;
  release: boolean;
  /** The text below the button: the effect of the release. */
  effect: string;
  onRelease: (release: boolean) => void;
  onSend: () => void;
  onCancel: () => void;
};

/** The button, replaced by the progress bar while sending, and the error of the last attempt. */
function NewSlugFooter({ app, sending, ready, release, effect, ...act }: FootProps) {
  if (sending.phase === "sending" || sending.phase === "starting") {
    return (
      <div className="flex flex-col gap-3">
        <div className="flex gap-2">
          <UploadProgressBar sending={sending} starting={text.storingTheSlug} />
          <Button size="lg" onClick={act.onCancel} disabled={sending.phase === "starting"}>
            {common.cancel}
          </Button>
        </div>
        <p className="text-meta text-ink-3">{common.keepPageOpen}</p>
      </div>
    );
  }
  const failure = sending.phase === "failed" ? describeFailure(sending.error) : null;
  return (
    <div className="flex flex-col gap-3">
      {failure && (
        <Problem message={failure.message}>
          {failure.requestId && <CopyButton text={failure.requestId} label={common.copyRequestId} />}
          {sending.phase === "failed" && <SignInLink error={sending.error} />}
        </Problem>
      )}
      <Button
        variant="ink"
        size="lg"
        className="h-auto! min-h-10 w-full py-2 whitespace-normal! wrap-anywhere"
        disabled={!ready}
        onClick={act.onSend}
      >
        {release ? text.uploadAndReleaseTo(app) : text.uploadTo(app)}
      </Button>
      <p className="text-meta text-ink-2">{release ? effect : text.runsNowhereYet}</p>
      <Checkbox checked={release} onCheckedChange={act.onRelease}>
        {text.releaseOnceStored}
      </Checkbox>
    </div>
  );
}
