import { useId, useState } from "react";
import { Field, Input } from "@/components/ui/field";
import { joinNames } from "@/lib/format/format";
import { shortNameOf } from "@/lib/format/person-name";
import { type Hold, OVERRIDE_REASONS } from "@/lib/schemas/hold";
import { reasonForOverriding } from "@/lib/text/hold";
import * as text from "@/lib/text/send";

type HoldOverrideProps = {
  holds: readonly Hold[];
  /** The reason entered so far; may be empty. */
  reason: string;
  onReason: (reason: string) => void;
};

const pill =
  "inline-flex h-7 items-center rounded-full border px-3 text-body has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-live pointer-coarse:h-11";

/** The reason for overriding a hold: a predefined one, or free text. */
export function HoldOverride({ holds, reason, onReason }: HoldOverrideProps) {
  const name = useId();
  const [other, setOther] = useState(false);
  const [outage] = OVERRIDE_REASONS;
  const owners = [...new Set(holds.map((hold) => shortNameOf(hold.user)))];
  const ready = [outage, text.agreedWith(owners.length > 0 ? joinNames(owners) : text.theOwner)];
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="sr-only">{reasonForOverriding}</legend>
      <div className="flex flex-wrap gap-1.5">
        {[...ready, text.otherReason].map((label) => {
          const own = label === text.otherReason;
          const checked = own ? other : !other && reason === label;
          return (
            <label
              key={label}
              className={`${pill} ${checked ? "border-ink text-strong text-ink" : "border-edge text-ink-2"}`}
            >
              <input
                type="radio"
                name={name}
                checked={checked}
                className="sr-only"
                onChange={() => {
                  setOther(own);
                  onReason(own ? "" : label);
                }}
              />
              {label}
            </label>
          );
        })}
      </div>
      {other && (
        <Field label={text.reasonLabel}>
          <Input
            value={reason}
            maxLength={200}
            autoComplete="off"
            onChange={(event) => onReason(event.target.value)}
          />
        </Field>
      )}
    </fieldset>
  );
}
