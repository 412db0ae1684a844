import { type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import type { ButtonStyle } from "@/components/ui/button-style";
import { Sheet } from "@/components/ui/sheet";
import { type Extras, SendFooter } from "./send-footer";

type SendButtonProps = ButtonStyle & {
  labels: { send: string; override: string; code: string };
  busy: boolean;
  error: unknown;
  disabled?: boolean;
  className?: string;
  onSend: (extras: Extras) => void;
  /** Called when the error is dismissed. */
  onDismiss: () => void;
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
  onDismiss,
  children,
  ...look
}: SendButtonProps) {
  const [open, setOpen] = useState(false);
  if (error && !open) setOpen(true);
  const close = () => {
    setOpen(false);
    onDismiss();
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
        footer={<SendFooter labels={labels} busy={busy} error={error} onSend={onSend} />}
      >
        <p className="text-body text-ink-2">{children}</p>
      </Sheet>
    </>
  );
}
