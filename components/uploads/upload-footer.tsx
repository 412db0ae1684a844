import { useState } from "react";
import { HoldOverride } from "@/components/send/hold-override";
import { holdsIn } from "@/components/send/send-footer";
import { SendProblem } from "@/components/send/send-problem";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy";
import { describeFailure } from "@/components/ui/describe-failure";
import { SignInLink } from "@/components/ui/sign-in-link";
import * as common from "@/lib/text/common";
import * as text from "@/lib/text/uploads";
import { Problem } from "./problem";
import { UploadProgressBar } from "./upload-progress-bar";
import type { Sending } from "./use-transfer";

type UploadFooterProps = {
  app: string;
  sending: Sending;
  ready: boolean;
  effect: string;
  /** `override`: the reason for overriding a lock. */
  onSend: (override: string | undefined) => void;
  onCancel: () => void;
};

/** The button that sends, replaced by the progress bar while sending. */
export function UploadFooter({ app, sending, ready, effect, onSend, onCancel }: UploadFooterProps) {
  const [reason, setReason] = useState("");
  if (sending.phase === "sending" || sending.phase === "starting") {
    return (
      <div className="flex flex-col gap-3">
        <div className="flex gap-2">
          <UploadProgressBar sending={sending} starting={text.startingTheBuild} />
          <Button size="lg" onClick={onCancel} disabled={sending.phase === "starting"}>
            {common.cancel}
          </Button>
        </div>
        <p className="text-center text-meta text-ink-3">{common.keepPageOpen}</p>
      </div>
    );
  }
  const error = sending.phase === "failed" ? sending.error : null;
  const failure = error ? describeFailure(error) : null;
  const holds = holdsIn(error);
  const label = text.buildAndReleaseTo(app, holds !== null);
  const override = holds && reason.trim() ? reason.trim() : undefined;
  return (
    <div className="flex flex-col gap-3">
      {failure && !holds && (
        <Problem message={failure.message}>
          {failure.requestId && <CopyButton text={failure.requestId} label={common.copyRequestId} />}
          <SignInLink error={error} />
        </Problem>
      )}
      <Button
        variant="ink"
        size="lg"
        className="w-full"
        disabled={!ready || (holds !== null && !override)}
        onClick={() => onSend(override)}
      >
        <span className="truncate">{label}</span>
      </Button>
      {holds && (
        <>
          <SendProblem error={error} />
          <HoldOverride holds={holds} reason={reason} onReason={setReason} />
        </>
      )}
      <p className="text-center text-meta text-ink-3">{effect}</p>
    </div>
  );
}
