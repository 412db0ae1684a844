import { EyeOff } from "lucide-react";
import * as text from "@/lib/text/pipeline";

/** An app of the pipeline that this account cannot see. */
export function HiddenCard() {
  return (
    <li className="flex min-h-14 items-center gap-2 rounded-panel border border-dashed border-edge px-4 py-2 text-body text-ink-2">
      <EyeOff aria-hidden="true" size={16} strokeWidth={1.5} className="shrink-0 text-ink-3" />
      {text.hiddenAppOfStage}
    </li>
  );
}
