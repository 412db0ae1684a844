import type { ButtonStyle } from "@/components/ui/button-style";
import { retryOf } from "@/lib/promotion/retry-release";
import type { Release } from "@/lib/schemas/release";
import * as common from "@/lib/text/common";
import * as text from "@/lib/text/send";
import { SendButton } from "./send-button";
import { useSendRelease } from "./use-send-once";

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
      labels={{ send: label, override: text.pastTheLock(label), code: common.withCode(label) }}
      busy={busy}
      error={error}
      onSend={(extras) => body && send({ ...body, ...extras })}
      onDismiss={forget}
    >
      {text.notReleasedAgain(release.version, app)}
    </SendButton>
  );
}
