import { parseAsBoolean, useQueryState } from "nuqs";
import { HoldLine } from "@/components/send/hold-line";
import { HoldSheet } from "@/components/send/hold-sheet";
import { useHolds } from "@/components/send/use-holds";
import { Failed, Skeleton } from "@/components/ui/panel-states";
import * as text from "@/lib/text/app";
import { SidePanel } from "./side-panel";

/**
 * Returns true if the lock sheet is open, and its setter. Stored in the address, so that a menu can open it and a
 * sign-in returns to it.
 */
export function useLockSheet() {
  const [open, setOpen] = useQueryState("lock", parseAsBoolean.withDefault(false));
  const show = (next: boolean) => {
    setOpen(next || null).catch(() => {});
  };
  return { open, show };
}

/** Who locked the app and until when, or that it is not locked; contains the sheet that locks it. */
export function LockPanel({ app, name }: { app: string; name: string }) {
  const { query, onApp } = useHolds(app);
  const sheet = useLockSheet();
  return (
    <SidePanel title={text.lockTitle}>
      {query.isError && <Failed what={text.locks} error={query.error} onRetry={() => void query.refetch()} />}
      {onApp.map((hold) => (
        <HoldLine key={hold.id} hold={hold} />
      ))}
      {query.isPending && <Skeleton rows={1} height={28} />}
      {query.isSuccess && onApp.length === 0 && (
        <p className="text-output text-ink-2">
          {text.notLocked}{" "}
          <button
            type="button"
            className="text-live underline underline-offset-2"
            onClick={() => sheet.show(true)}
          >
            {text.openLock}
          </button>
        </p>
      )}
      {sheet.open && <HoldSheet app={app} name={name} onClose={() => sheet.show(false)} />}
    </SidePanel>
  );
}
