import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "@/components/ui/button";
import { Sheet } from "@/components/ui/sheet";
import { removeScreen, screensQuery } from "@/lib/client/screens";
import type { Screen } from "@/lib/schemas/screen";
import * as text from "@/lib/text/screen";

/** Removes a screen after a confirmation that states the effect. */
export function RemoveSheet({ screen, onClose }: { screen: Screen; onClose: () => void }) {
  const queries = useQueryClient();
  const remove = useMutation({
    mutationFn: () => removeScreen(screen.id),
    onSuccess: () => queries.invalidateQueries({ queryKey: screensQuery().queryKey }),
  });
  return (
    <Sheet
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={<span className="truncate">{text.remove(screen.name)}</span>}
      footer={
        <Button
          variant="danger"
          size="lg"
          busy={remove.isPending}
          onClick={() => remove.mutate()}
          className="w-full"
        >
          <span className="min-w-0 truncate">{text.remove(screen.name)}</span>
        </Button>
      }
    >
      <p className="text-ink-2">{text.removeEffect}</p>
      {remove.error && (
        <p role="alert" className="mt-4 text-meta text-bad">
          {remove.error.message}
        </p>
      )}
    </Sheet>
  );
}
