import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Radios } from "@/components/ui/choices";
import { describeFailure } from "@/components/ui/describe-failure";
import { Field, Input } from "@/components/ui/field";
import { useZone } from "@/components/ui/preferences";
import { Sheet } from "@/components/ui/sheet";
import { useNow } from "@/components/ui/use-now";
import { liftHoldMutation, placeHoldMutation } from "@/lib/client/holds";
import { EXPIRIES, type Expiry, expiresAt, formatUntil } from "@/lib/review/hold";
import type { Hold, HoldCreate } from "@/lib/schemas/hold";
import * as common from "@/lib/text/common";
import * as text from "@/lib/text/send";
import { HoldLine } from "./hold-line";
import { SendProblem } from "./send-problem";

type HoldSheetProps = {
  app: string;
  name: string;
  /** The slug to mark, and its version; without it the app is locked. */
  slug?: { id: string; version: number };
  onClose: () => void;
};

const names: Record<Expiry, string> = {
  hour: common.forAnHour,
  day: text.untilEndOfDay,
  monday: text.untilMonday,
  none: text.untilLifted,
};

/** The form that locks an app, or marks a slug "do not promote": reason and end. */
export function HoldSheet({ app, name, slug, onClose }: HoldSheetProps) {
  const form = useId();
  const zone = useZone();
  const now = useNow(60_000);
  const [reason, setReason] = useState("");
  const [expiry, setExpiry] = useState<Expiry>(slug ? "none" : "day");
  const [submitted, setSubmitted] = useState(false);
  const { place, error, busy } = usePlaceHold(app, onClose);
  const timeZone = zone === "utc" ? "UTC" : Intl.DateTimeFormat().resolvedOptions().timeZone;
  const endOf = (each: Expiry) => ({ expires_at: expiresAt(each, now, timeZone) });
  const problem = submitted && !reason.trim() ? text.reasonMissing : null;
  const until = formatUntil(endOf(expiry), now, zone);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setSubmitted(true);
    const { expires_at } = endOf(expiry);
    if (reason.trim()) {
      place({ reason: reason.trim(), ...(slug && { slug: slug.id }), ...(expires_at && { expires_at }) });
    }
  };
  const effect = slug ? text.markVersion(slug.version) : text.lock(name);
  return (
    <Sheet
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={
        <span className="truncate">{slug ? text.doNotPromoteVersion(slug.version) : text.lock(name)}</span>
      }
      footer={
        <div className="flex flex-col gap-3">
          <Button
            type="submit"
            form={form}
            variant="ink"
            size="lg"
            busy={busy}
            className="h-auto! min-h-10 w-full py-2 whitespace-normal! wrap-anywhere max-sm:min-h-13"
          >
            {until === "no end" ? effect : `${effect}, ${until}`}
          </Button>
          <SendProblem error={error} />
        </div>
      }
    >
      <form id={form} onSubmit={submit} className="flex flex-col gap-5" autoComplete="off">
        <p className="text-body text-ink-2">
          {slug ? text.markEffect : text.lockEffect} {text.holdLimits}
        </p>
        <div className="flex flex-col gap-2">
          <Field label={text.reasonLabel} error={problem}>
            <Input value={reason} maxLength={200} onChange={(event) => setReason(event.target.value)} />
          </Field>
          <div className="flex flex-wrap gap-1.5">
            {(slug ? text.markReasons : text.lockReasons).map((each) => (
              <Button key={each} size="sm" className="rounded-full!" onClick={() => setReason(each)}>
                {each}
              </Button>
            ))}
          </div>
        </div>
        <Radios
          label={text.untilWhen}
          value={expiry}
          options={EXPIRIES.map((each) => {
            const end = formatUntil(endOf(each), now, zone);
            return { value: each, label: names[each], ...(end !== "no end" && { hint: end }) };
          })}
          onChange={(value) => setExpiry(EXPIRIES.find((each) => each === value) ?? expiry)}
        />
        <p className="-mt-3 text-meta text-ink-3">{text.timesAreThoseOf(timeZone.replaceAll("_", " "))}</p>
      </form>
    </Sheet>
  );
}

/** Places a hold on an app, or on a slug that it has run. */
function usePlaceHold(app: string, onDone: () => void) {
  const { mutate, error, isPending } = useMutation(placeHoldMutation(app));
  return {
    place: (body: HoldCreate) => !isPending && mutate(body, { onSuccess: onDone }),
    error,
    busy: isPending,
  };
}

/** Lifts a hold before it expires. */
function useLiftHold(app: string) {
  const { mutate, error, isPending } = useMutation(liftHoldMutation(app));
  return { lift: (hold: string) => mutate(hold), error, busy: isPending };
}

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
