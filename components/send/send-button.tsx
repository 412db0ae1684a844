import { type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import type { ButtonStyle } from "@/components/ui/button-style";
import { Sheet } from "@/components/ui/sheet";
import { retryOf } from "@/lib/promotion/retry-release";
import type { Release } from "@/lib/schemas/release";
import * as common from "@/lib/text/common";
import * as text from "@/lib/text/send";
import { type Extras, SendFoot } from "./send-foot";
import { useSendRelease } from "./use-send-once";

type SendButtonProps = ButtonStyle & {
  labels: { send: string; past: string; code: string };
  busy: boolean;
  error: unknown;
  disabled?: boolean;
  className?: string;
  onSend: (extras: Extras) => void;
  /** Called when the error is dismissed. */
  onForget: () => void;
  /** The action that was not done. */
  children: ReactNode;
};

/** A button that sends at once; if the server refuses or requires more fields, a sheet opens. */
export function SendButton({
  labels,
  busy,
  error,
  disabled,
  onSend,
  onForget,
  children,
  ...look
}: SendButtonProps) {
  const [open, setOpen] = useState(false);
  if (error && !open) setOpen(true);
  const close = () => {
    setOpen(false);
    onForget();
  };
  return (
    <>
      <Button {...look} busy={busy} disabled={disabled} onClick={() => onSend({})}>
        {labels.send}
      </Button>
      <Sheet
        open={open}
        onOpenChange={(next) => {
          if (!next) close();
        }}
        title={<span className="truncate">{labels.send}</span>}
        footer={<SendFoot labels={labels} busy={busy} error={error} onSend={onSend} />}
      >
        <p className="text-body text-ink-2">{children}</p>
      </Sheet>
    </>
  );
}

type Props = ButtonStyle & {
  app: string;
  release: Release;
  releases: readonly Release[];
  className?: string;
};

/** Releases the slug of a failed release again, then goes to the new release and its output. */
export function RetryRelease({ app, release, releases, ...look }: Props) {
  const { send, forget, error, busy } = useSendRelease(app, "push");
  const body = retryOf(release, releases);
  if (!body && !busy) return null;
  const label = text.retry(release.version);
  return (
    <SendButton
      {...look}
      labels={{ send: label, past: text.pastTheLock(label), code: common.withCode(label) }}
      busy={busy}
      error={error}
      onSend={(extras) => body && send({ ...body, ...extras })}
      onForget={forget}
    >
      {text.notReleasedAgain(release.version, app)}
    </SendButton>
  );
}
