import { MovedLines } from "@/components/send/moved-lines";
import { type Extras, SendFooter } from "@/components/send/send-footer";
import type { useSendRelease } from "@/components/send/use-send-once";
import { Button, LinkButton } from "@/components/ui/button";
import { paths } from "@/lib/paths";
import type { Candidate } from "@/lib/promotion/roll-back";
import { codeOnlyDescription } from "@/lib/promotion/roll-back";
import type { Release } from "@/lib/schemas/release";
import * as common from "@/lib/text/common";
import * as text from "@/lib/text/roll-back";
import type { RestoredPart } from "./use-roll-back-address";
import type { RollBackData } from "./use-roll-back-data";

type Props = {
  app: string;
  name: string;
  data: RollBackData;
  chosen: Candidate;
  what: RestoredPart;
  /** The release that ran at the time of the review. */
  seen: Release | null;
  sender: ReturnType<typeof useSendRelease>;
  onSend: () => void;
  /** Called when the user reviews the running release again. */
  onReview: () => void;
};

const wide = "w-full max-sm:h-13!";

/** Sends the rollback, pinned to the reviewed release; if another release runs now, shows that first. */
export function RollBackFooter({ app, name, data, chosen, what, seen, sender, onSend, onReview }: Props) {
  const { send, forget, error, sent, busy } = sender;
  const { current, pending } = data;
  const { release } = chosen;
  const moved = !busy && current?.id !== seen?.id;
  const goal =
    what === "all" || !release.slug
      ? { release: release.id }
      : { slug: release.slug.id, description: codeOnlyDescription(release.version) };
  const rollBack = (extras: Extras) => {
    onSend();
    send({ ...goal, expected_current: seen?.id ?? null, ...extras });
  };
  // An error of another choice does not apply to this one.
  const isOwnError = sent?.release === goal.release && sent?.slug === goal.slug;
  const reviewAgain = () => {
    forget();
    onReview();
  };
  const to = what === "all" ? common.releaseVersion(release.version) : text.codeOf(release.version);
  return (
    <SendFooter
      labels={{
        send: text.rollBackTo(name, to),
        override: text.rollBackPastTheLock(to),
        code: text.rollBackWithCode(to),
      }}
      busy={busy}
      error={isOwnError && !moved ? error : null}
      onSend={rollBack}
      instead={
        busy ? null : pending ? (
          <Releasing app={app} pending={pending} />
        ) : moved ? (
          <div className="flex flex-col gap-3">
            <Button size="lg" className={wide} onClick={reviewAgain}>
              {common.lookAgain}
            </Button>
            <MovedLines moved={[describeChange(name, seen, current, data)]} />
            <p className="text-meta text-ink-3">{text.nothingSentChoiceStays}</p>
          </div>
        ) : null
      }
    />
  );
}

function Releasing({ app, pending }: { app: string; pending: Release }) {
  return (
    <div className="flex flex-col gap-3">
      <Button size="lg" disabled className={wide}>
        {text.isBeingReleased(pending.version)}
      </Button>
      <p className="flex items-center gap-2 text-meta text-ink-3">
        <span className="flex-1">{text.hasToWait}</span>
        <LinkButton size="sm" href={paths.release(app, pending.version)}>
          {text.watch(pending.version)}
        </LinkButton>
      </p>
    </div>
  );
}

function describeChange(name: string, seen: Release | null, current: Release | null, data: RollBackData) {
  return {
    app: { id: name, name },
    role: "target" as const,
    expected: seen && { id: seen.id, version: seen.version },
    current: current && {
      id: current.id,
      version: current.version,
      commit: data.descriptionOf(current).commit,
    },
    pending: null,
  };
}
