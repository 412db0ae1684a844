import { useEffect, useId, useRef } from "react";
import { Glyph } from "@/components/ui/state";
import * as text from "@/lib/text/send";

const DIGITS = [0, 1, 2, 3, 4, 5];

type TwoFactorFieldProps = {
  /** Digits only. */
  code: string;
  onCode: (code: string) => void;
  /** Called on Enter with six digits. */
  onSend: () => void;
  /** The message if the previous code was not accepted. */
  error?: string | null;
};

/** A six-digit authenticator code: one input drawn as six boxes, focused when it appears. */
export function TwoFactorField({ code, onCode, onSend, error }: TwoFactorFieldProps) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="sr-only">
        {text.twoFactorCode}
      </label>
      <div className="relative flex w-fit gap-1.5">
        <input
          ref={input}
          id={id}
          value={code}
          inputMode="numeric"
          autoComplete="one-time-code"
          pattern="\d{6}"
          maxLength={6}
          aria-invalid={Boolean(error) || undefined}
          aria-describedby={`${id}-hint`}
          className="peer absolute inset-0 size-full text-large opacity-0"
          onChange={(event) => onCode(event.target.value.replace(/\D/g, "").slice(0, 6))}
          onKeyDown={(event) => {
            if (event.key !== "Enter") return;
            event.preventDefault();
            if (code.length === 6) onSend();
          }}
        />
        {DIGITS.map((place) => (
          <span
            key={place}
            aria-hidden="true"
            data-next={place === Math.min(code.length, 5) || undefined}
            className="flex h-10 w-8 items-center justify-center rounded-control border border-edge bg-panel font-mono text-large font-semibold outline-offset-2 outline-live peer-focus:data-next:outline-2"
          >
            {code[place]}
          </span>
        ))}
      </div>
      <p
        id={`${id}-hint`}
        role={error ? "alert" : undefined}
        className={`flex gap-1.5 text-meta ${error ? "text-bad" : "text-ink-3"}`}
      >
        {error && <Glyph kind="bad" />}
        <span className="min-w-0 wrap-anywhere">{error ?? text.codeIsNotKept}</span>
      </p>
    </div>
  );
}
