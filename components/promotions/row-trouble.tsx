import Link from "next/link";
import type { ReactNode } from "react";
import { Glyph, type StateKind } from "@/components/ui/state";
import { Clock } from "@/components/ui/time";
import { paths } from "@/lib/paths";
import { dynosText } from "@/lib/promotion/promotion-steps";
import { interveningReleases } from "@/lib/promotion/target-text";
import type { PromotionTarget } from "@/lib/schemas/promotion";
import * as text from "@/lib/text/promotion";

type Props = {
  target: PromotionTarget;
  /** true if a newer release runs there. */
  overtaken: boolean;
};

/** Failures of a target, and releases made between the review and the promotion. */
export function RowTrouble({ target, overtaken }: Props) {
  const { step, error_message, app, release, seen_at } = target;
  const intervening = interveningReleases(target);
  const crashed = step === "crashed" ? (dynosText(target) ?? text.itsDynosCrashed) : null;
  return (
    <>
      {intervening && <Line kind="warn">{intervening}</Line>}
      {error_message && step !== "done" && (
        <Line kind={step === "unknown" ? "unknown" : overtaken ? "repaired" : "bad"}>{error_message}</Line>
      )}
      {crashed && (
        <Line kind={overtaken ? "repaired" : "bad"}>
          {crashed}.{" "}
          {app.name && !app.gone && (
            <Link href={paths.app(app.name)} className="text-live underline underline-offset-2">
              {text.seeItsLastLines}
            </Link>
          )}
        </Line>
      )}
      {step === "unknown" && (
        <Line kind="unknown">
          {text.unknownLastSeen} {seen_at ? <Clock at={seen_at} /> : text.never}
          {text.nothingSentAgain}{" "}
          {app.name && !app.gone && release && (
            <Link
              href={paths.release(app.name, release.version)}
              className="text-live underline underline-offset-2"
            >
              {text.openVersion(release.version)}
            </Link>
          )}
        </Line>
      )}
    </>
  );
}

const tints: Partial<Record<StateKind, string>> = { bad: "bg-tint-bad", warn: "bg-tint-warn" };

function Line({ kind, children }: { kind: StateKind; children: ReactNode }) {
  return (
    <p className={`flex gap-2 border-t border-line px-4 py-2 text-body text-ink ${tints[kind] ?? ""}`}>
      <Glyph kind={kind} className="mt-0.5" />
      <span className="min-w-0 flex-1 wrap-anywhere">{children}</span>
    </p>
  );
}
