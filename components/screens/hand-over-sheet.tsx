import { useMutation } from "@tanstack/react-query";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy";
import { Sheet } from "@/components/ui/sheet";
import { Clock } from "@/components/ui/time";
import { linkToScreen } from "@/lib/client/screens";
import type { Screen } from "@/lib/schemas/screen";
import * as text from "@/lib/text/screen";

/** Creates a link whose recipient may back and change the screen. */
export function HandOverSheet({ screen, onClose }: { screen: Screen; onClose: () => void }) {
  const make = useMutation({ mutationFn: () => linkToScreen(screen.id) });
  return (
    <Sheet
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={<span className="truncate">{text.handOver(screen.name)}</span>}
    >
      <div className="flex flex-col gap-5">
        <p className="text-ink-2">{text.handOverEffect(screen.name)}</p>
        {make.data ? (
          <div className="flex flex-col gap-2">
            <p className="rounded-control border border-line bg-well px-3 py-2 font-mono text-meta wrap-anywhere">
              {make.data.url}
            </p>
            <p className="flex items-center gap-2 text-meta text-ink-3">
              <CopyButton text={make.data.url} label={text.copyLink} />
              {text.linkExpires} <Clock at={make.data.expires_at} />
            </p>
          </div>
        ) : (
          <Button
            variant="ink"
            size="lg"
            busy={make.isPending}
            onClick={() => make.mutate()}
            className="w-full"
          >
            {text.makeALink}
          </Button>
        )}
        {make.error && (
          <p role="alert" className="text-meta text-bad">
            {make.error.message}
          </p>
        )}
      </div>
    </Sheet>
  );
}
