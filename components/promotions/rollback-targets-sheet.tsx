import { useRouter } from "next/navigation";
import { useState } from "react";
import { SendFooter } from "@/components/send/send-footer";
import { useSendOnce } from "@/components/send/use-send-once";
import { Sheet } from "@/components/ui/sheet";
import { rollTargetsBackMutation } from "@/lib/client/promotions";
import { paths } from "@/lib/paths";
import { type RollBackLine, rollBackLabel } from "@/lib/promotion/roll-back-plan";
import type { Promotion } from "@/lib/schemas/promotion";
import * as common from "@/lib/text/common";
import * as text from "@/lib/text/promotion";
import { RollbackTargetRow } from "./rollback-target-row";
import type { PromotionData } from "./use-promotion-data";

type Props = {
  promotion: Promotion;
  data: PromotionData;
  lines: readonly RollBackLine[];
  onClose: () => void;
};

/** Returns the key of a choice, which applies only while the reviewed release runs. */
const keyOf = ({ target, current }: RollBackLine) => `${target.id} ${current?.id}`;

/** Returns targets to their previous releases: code and config, not the database. */
export function RollbackTargetsSheet({ promotion, data, lines, onClose }: Props) {
  const { send, error, busy } = useRollTargetsBack(promotion.id);
  const [choices, setChoices] = useState<ReadonlyMap<string, boolean>>(new Map());
  const selected = lines.filter(
    (line) => isSelectable(line) && (choices.get(keyOf(line)) ?? line.state === "ready"),
  );
  const label =
    selected.length > 0
      ? rollBackLabel(selected, data.nameOf)
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
        <SendFooter
          labels={{ send: label, override: text.commaPastTheLock(label), code: common.withCode(label) }}
          busy={busy}
          error={error}
          disabled={selected.length === 0}
          onSend={({ two_factor_code }) =>
            send({
              targets: selected.map(({ target, current }) => ({
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
          <RollbackTargetRow
            key={line.target.id}
            line={line}
            description={line.current && data.descriptionOf(line.target.app.id, line.current)}
            name={data.nameOf(line.target.id)}
            checked={selected.includes(line)}
            reading={data.reviews.isPending}
            disabled={busy || !isSelectable(line)}
            onChange={(on) => setChoices(new Map([...choices, [keyOf(line), on]]))}
          />
        ))}
      </ul>
      <p className="mt-4 text-meta text-ink-3">{text.putBackEffect}</p>
    </Sheet>
  );
}

const isSelectable = ({ state }: RollBackLine) => state === "ready" || state === "moved";

/** Rolls targets back, then goes to the page of the new promotion. */
function useRollTargetsBack(id: string) {
  const router = useRouter();
  return useSendOnce({
    ...rollTargetsBackMutation(id),
    // The current address opens the sheet; Back should not return to it.
    onSuccess: (promotion) => router.replace(paths.promotion(promotion.id)),
  });
}
