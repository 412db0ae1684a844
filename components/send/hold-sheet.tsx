import { type FormEvent, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Radios } from "@/components/ui/choices";
import { Field, Input } from "@/components/ui/field";
import { useZone } from "@/components/ui/preferences";
import { Sheet } from "@/components/ui/sheet";
import { useNow } from "@/components/ui/use-now";
import { EXPIRIES, type Expiry, expiresAt, formatUntil } from "@/lib/review/hold";
import { SendProblem } from "./send-problem";
import { usePlaceHold } from "./use-place-hold";

type HoldSheetProps = {
  app: string;
  name: string;
  /** The slug to mark and the version it is known by; without it the app itself is locked. */
  slug?: { id: string; version: number };
  onClose: () => void;
};

const names: Record<Expiry, string> = {
  hour: "For an hour",
  day: "Until the end of the day",
  monday: "Until Monday morning",
  none: "Until somebody lifts it",
};

const REASONS = { app: ["Sale", "Migration"], slug: ["It broke production", "Waits for a fix"] };

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
  const problem = submitted && !reason.trim() ? "Say why, for those who run into it." : null;
  const until = formatUntil(endOf(expiry), now, zone);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setSubmitted(true);
    const { expires_at } = endOf(expiry);
    if (reason.trim()) {
      place({ reason: reason.trim(), ...(slug && { slug: slug.id }), ...(expires_at && { expires_at }) });
    }
  };
  const effect = slug ? `Mark v${slug.version}: do not promote` : `Lock ${name}`;
  return (
    <Sheet
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={<span className="truncate">{slug ? `Do not promote v${slug.version}` : `Lock ${name}`}</span>}
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
          {slug
            ? "Nobody promotes or releases this slug, from whatever app, unless they give a reason."
            : "Nobody builds, promotes or changes config here, unless they give a reason."}{" "}
          It never stands in the way of a rollback. What comes by git push or the CLI cannot be stopped; it is
          marked in the history.
        </p>
        <div className="flex flex-col gap-2">
          <Field label="Reason" error={problem}>
            <Input value={reason} maxLength={200} onChange={(event) => setReason(event.target.value)} />
          </Field>
          <div className="flex flex-wrap gap-1.5">
            {REASONS[slug ? "slug" : "app"].map((words) => (
              <Button key={words} size="sm" className="rounded-full!" onClick={() => setReason(words)}>
                {words}
              </Button>
            ))}
          </div>
        </div>
        <Radios
          label="Until when"
          value={expiry}
          options={EXPIRIES.map((each) => {
            const end = formatUntil(endOf(each), now, zone);
            return { value: each, label: names[each], ...(end !== "no end" && { hint: end }) };
          })}
          onChange={(value) => setExpiry(EXPIRIES.find((each) => each === value) ?? expiry)}
        />
        <p className="-mt-3 text-meta text-ink-3">Times are those of {timeZone.replaceAll("_", " ")}.</p>
      </form>
    </Sheet>
  );
}
