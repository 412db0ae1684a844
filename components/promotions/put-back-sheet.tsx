import { useRouter } from "next/navigation";
import { useState } from "react";
import { SendFoot } from "@/components/send/send-foot";
import { useSendOnce } from "@/components/send/use-send-once";
import { Sheet } from "@/components/ui/sheet";
import { rollTargetsBackMutation } from "@/lib/client/promotions";
import { paths } from "@/lib/paths";
import { type RollBackLine, rollBackLabel } from "@/lib/promotion/roll-back-plan";
import type { Promotion } from "@/lib/schemas/promotion";
import * as text from "@/lib/text/promotion";
import { PutBackRow } from "./put-back-row";
import type { PromotionData } from "./use-promotion-data";

type Props = {
  promotion: Promotion;
  data: PromotionData;
  lines: readonly RollBackLine[];
  onClose: () => void;
};

/** A selection refers to what was reviewed: if something else runs, it has to be made again. */
const keyOf = ({ target, current }: RollBackLine) => `${target.id} ${current?.id}`;

/** Returns targets to their previous releases: code and config, not the database. */
export function PutBackSheet({ promotion, data, lines, onClose }: Props) {
  const { send, error, busy } = useSendPutBack(promotion.id);
  const [choices, setChoices] = useState<ReadonlyMap<string, boolean>>(new Map());
  const ticked = lines.filter((line) => canGo(line) && (choices.get(keyOf(line)) ?? line.state === "ready"));
  const label =
    ticked.length > 0
      ? rollBackLabel(ticked, data.nameOf)
      : data.reviews.isPending
        ? text.readingWhatRuns
        : text.chooseWhatToPutBack;
  return (
    <Sheet
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={<span className="truncate">{text.putBackBefore(promotion.source.release.version)}</span>}
      footer={
        <SendFoot
          labels={{ send: label, past: text.commaPastTheLock(label), code: text.withCode(label) }}
          busy={busy}
          error={error}
          disabled={ticked.length === 0}
          onSend={({ two_factor_code }) =>
            send({
              targets: ticked.map(({ target, current }) => ({
                app: target.app.id,
                expected_current: current?.id ?? null,
              })),
              ...(two_factor_code && { two_factor_code }),
            })
          }
        />
      }
    >
      <ul className="overflow-hidden rounded-panel border border-line">
        {lines.map((line) => (
          <PutBackRow
            key={line.target.id}
            line={line}
            description={line.current && data.descriptionOf(line.target.app.id, line.current)}
            name={data.nameOf(line.target.id)}
            ticked={ticked.includes(line)}
            reading={data.reviews.isPending}
            disabled={busy || !canGo(line)}
            onTick={(on) => setChoices(new Map([...choices, [keyOf(line), on]]))}
          />
        ))}
      </ul>
      <p className="mt-4 text-meta text-ink-3">{text.putBackEffect}</p>
    </Sheet>
  );
}

const canGo = ({ state }: RollBackLine) => state === "ready" || state === "moved";

/** Rolls targets back, then goes to the page of the promotion that does it. */
function useSendPutBack(id: string) {
  const router = useRouter();
  return useSendOnce({
    ...rollTargetsBackMutation(id),
    // The current address is that of the sheet, which Back should not open again.
    onSuccess: (promotion) => router.replace(paths.promotion(promotion.id)),
  });
}
