import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/choices";
import { CopyButton } from "@/components/ui/copy";
import { describeFailure } from "@/components/ui/describe-failure";
import { SignInLink } from "@/components/ui/sign-in-link";
import { Problem } from "@/components/uploads/problem";
import { SendingBar } from "@/components/uploads/sending-bar";
import type { Sending } from "@/components/uploads/use-transfer";
import * as text from "@/lib/text/slug";

type Props = {
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
export function NewSlugFoot({ app, sending, ready, release, effect, ...act }: Props) {
  if (sending.phase === "sending" || sending.phase === "starting") {
    return (
      <div className="flex flex-col gap-3">
        <div className="flex gap-2">
          <SendingBar sending={sending} starting={text.storingTheSlug} />
          <Button size="lg" onClick={act.onCancel} disabled={sending.phase === "starting"}>
            {text.cancel}
          </Button>
        </div>
        <p className="text-meta text-ink-3">{text.keepPageOpen}</p>
      </div>
    );
  }
  const failure = sending.phase === "failed" ? describeFailure(sending.error) : null;
  return (
    <div className="flex flex-col gap-3">
      {failure && (
        <Problem message={failure.message}>
          {failure.requestId && <CopyButton text={failure.requestId} label={text.copyRequestId} />}
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
