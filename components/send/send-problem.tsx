import { CopyButton } from "@/components/ui/copy";
import { describeFailure } from "@/components/ui/describe-failure";
import { SignInLink } from "@/components/ui/sign-in-link";
import { Glyph } from "@/components/ui/state";
import { ApiFailure } from "@/lib/client/api";
import * as common from "@/lib/text/common";
import { HoldLine } from "./hold-line";
import { MovedLines } from "./moved-lines";

/** The reason why a request failed: moved releases, blocking holds, else the message of the error. */
export function SendProblem({ error }: { error: unknown }) {
  if (!error) return null;
  const failure = error instanceof ApiFailure ? error : null;
  if (failure?.id === "two_factor") return null;
  if (failure && failure.holds.length > 0) {
    return (
      <div role="alert" className="flex flex-col gap-1">
        {failure.holds.map((hold) => (
          <HoldLine key={hold.id} hold={hold} />
        ))}
      </div>
    );
  }
  const { message, requestId } = describeFailure(error);
  return (
    <div role="alert" className="flex flex-col gap-1.5">
      {failure && failure.moved.length > 0 && <MovedLines moved={failure.moved} />}
      <div className="flex flex-wrap items-start gap-1.5 text-meta text-ink">
        <Glyph kind={failure?.id === "conflict" ? "warn" : "bad"} />
        <span className="min-w-0 flex-1 basis-60 wrap-anywhere">{message}</span>
        {requestId && <CopyButton text={requestId} label={common.copyRequestId} iconOnly />}
        <SignInLink error={error} />
      </div>
    </div>
  );
}
