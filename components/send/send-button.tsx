import { type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import type { ButtonLook } from "@/components/ui/button-look";
import { Sheet } from "@/components/ui/sheet";
import { type Extras, SendFoot } from "./send-foot";

type SendButtonProps = ButtonLook & {
  labels: { send: string; past: string; code: string };
  busy: boolean;
  error: unknown;
  disabled?: boolean;
  className?: string;
  onSend: (extras: Extras) => void;
  /** Called when the error is dismissed. */
  onForget: () => void;
  /** What was not done, above the reason. */
  children: ReactNode;
};

/** A button that sends at once; if the server refuses or requires more, a sheet shows why and asks for it. */
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
  const [asking, setAsking] = useState(false);
  if (error && !asking) setAsking(true);
  const close = () => {
    setAsking(false);
    onForget();
  };
  return (
    <>
      <Button {...look} busy={busy} disabled={disabled} onClick={() => onSend({})}>
        {labels.send}
      </Button>
      <Sheet
        open={asking}
        onOpenChange={(open) => {
          if (!open) close();
        }}
        title={<span className="truncate">{labels.send}</span>}
        footer={<SendFoot labels={labels} busy={busy} error={error} onSend={onSend} />}
      >
        <p className="text-body text-ink-2">{children}</p>
      </Sheet>
    </>
  );
}
