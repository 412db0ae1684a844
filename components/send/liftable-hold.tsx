import { Button } from "@/components/ui/button";
import { describeFailure } from "@/components/ui/describe-failure";
import type { Hold } from "@/lib/schemas/hold";
import * as text from "@/lib/text/send";
import { HoldLine } from "./hold-line";
import { useLiftHold } from "./use-place-hold";

/** A hold in force, with the button that lifts it. */
export function LiftableHold({ app, hold, className = "" }: { app: string; hold: Hold; className?: string }) {
  const { lift, error, busy } = useLiftHold(app);
  return (
    <div className={`flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1 ${className}`}>
      <HoldLine hold={hold} className="max-w-full" />
      <Button size="sm" variant="ghost" busy={busy} className="-my-1" onClick={() => lift(hold.id)}>
        {hold.kind === "app" ? text.liftTheLock : text.allowItAgain}
      </Button>
      {error && (
        <span role="alert" className="text-meta text-bad">
          {describeFailure(error).message}
        </span>
      )}
    </div>
  );
}
