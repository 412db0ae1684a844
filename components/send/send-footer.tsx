import { type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import { ApiFailure } from "@/lib/client/api";
import type { Hold } from "@/lib/schemas/hold";
import * as text from "@/lib/text/send";
import { HoldLine } from "./hold-line";
import { HoldOverride } from "./hold-override";
import { SendProblem } from "./send-problem";
import { TwoFactorField } from "./two-factor-field";

/** Fields added to a request after the server has required them. */
export type Extras = { override?: string; two_factor_code?: string };

type SendFooterProps = {
  /** The label of the button, with names and versions; its label for overriding a lock, and with a code. */
  labels: { send: string; override: string; code: string };
  /** Replaces the button, if it cannot be pressed. */
  instead?: ReactNode;
  busy: boolean;
  error: unknown;
  disabled?: boolean;
  /** Blocking holds known before sending: the reason is requested at once. */
  holds?: readonly Hold[];
  onSend: (extras: Extras) => void;
};

/** The button of a sheet, and the fields that the server requires. */
export function SendFooter({
  labels,
  instead,
  busy,
  error,
  disabled = false,
  holds = [],
  onSend,
}: SendFooterProps) {
  const [reason, setReason] = useState("");
  const [code, setCode] = useState("");
  const failure = error instanceof ApiFailure ? error : null;
  const reported = holdsIn(error);
  const held = reported ?? (holds.length > 0 ? holds : null);
  // A reason stays part of the request when a code is required next.
  const needsCode = failure?.id === "two_factor";
  const missing = (held !== null && reason.trim() === "") || (needsCode && code.length < 6);
  const send = () => {
    onSend({
      ...(reason.trim() && { override: reason.trim() }),
      ...(needsCode && { two_factor_code: code }),
    });
    setCode("");
  };
  const label = busy ? text.sendingOnce : needsCode ? labels.code : held ? labels.override : labels.send;
  return (
    <div className="flex flex-col gap-3">
      {instead ?? (
        <Button
          variant="ink"
          size="lg"
          busy={busy}
          disabled={disabled || missing}
          className="h-auto! min-h-10 w-full py-2 whitespace-normal! wrap-anywhere max-sm:min-h-13"
          onClick={send}
        >
          {label}
        </Button>
      )}
      {!reported && !busy && holds.map((hold) => <HoldLine key={hold.id} hold={hold} />)}
      {!busy && <SendProblem error={error} />}
      {held && !busy && <HoldOverride holds={held} reason={reason} onReason={setReason} />}
      {needsCode && !busy && <TwoFactorField code={code} onCode={setCode} onSend={send} />}
    </div>
  );
}

/** Returns the holds of a `held` error; null for any other error. */
export function holdsIn(error: unknown): readonly Hold[] | null {
  return error instanceof ApiFailure && error.id === "held" ? error.holds : null;
}
