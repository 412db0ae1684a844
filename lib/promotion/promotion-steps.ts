import type { PromotionTarget } from "@/lib/schemas/promotion";

/**
 * One of the four steps of a target. The `now` step counts from `since`; a `skipped` step was not needed; a `missed`
 * one was never reached.
 */
export type StepMark = {
  name: "sent" | "release" | "release phase" | "dynos";
  state: "done" | "now" | "todo" | "failed" | "unknown" | "skipped" | "missed";
  label: string;
  since: string | null;
};

const AT: Record<"sending" | "release phase" | "dynos", number> = {
  sending: 1,
  "release phase": 2,
  dynos: 3,
};

/**
 * Returns the progress of a target: *sent → release v34 → release phase → dynos up*. `after` is the target that this
 * one waits for in a sequential promotion.
 */
export function promotionSteps(target: PromotionTarget, after: string | null): StepMark[] {
  const at = reached(target);
  return labels(target, after).map((label, index) => {
    const name = (["sent", "release", "release phase", "dynos"] as const)[index] ?? "sent";
    const state = stateOf(target, index, at);
    return { name, state, label, since: state === "now" ? sinceOf(target) : null };
  });
}

/** Returns the index of the current or last step of a target, 0 to 3; 4 when it is done. */
function reached(target: PromotionTarget): number {
  const { step, release, sent_at } = target;
  switch (step) {
    case "waiting":
    case "stopped":
      return 0;
    case "sending":
    case "release phase":
    case "dynos":
      return AT[step];
    case "crashed":
      return 3;
    case "done":
      return 4;
    case "failed":
      return release ? (release.release_phase ? 2 : 1) : sent_at ? 1 : 0;
    case "unknown":
      return !release ? 1 : release.status === "pending" ? 2 : 3;
  }
}

function stateOf(target: PromotionTarget, index: number, at: number): StepMark["state"] {
  if (index > at) return target.step === "failed" || target.step === "stopped" ? "missed" : "todo";
  if (index < at) return index === 2 && target.release?.release_phase === false ? "skipped" : "done";
  switch (target.step) {
    case "waiting":
      return "todo";
    case "stopped":
      return "missed";
    case "failed":
    case "crashed":
      return "failed";
    case "unknown":
      return "unknown";
    default:
      return "now";
  }
}

function sinceOf({ step, sent_at, released_at }: PromotionTarget): string | null {
  return step === "sending" ? sent_at : step === "release phase" ? (released_at ?? sent_at) : null;
}

function labels(target: PromotionTarget, after: string | null): [string, string, string, string] {
  const { step, release, expected_version, sent_at } = target;
  const version = release?.version ?? expected_version;
  const of = version === null ? "" : ` v${version}`;
  const waits = after ? `waits for ${after}` : "waits";
  return [
    step === "waiting" ? waits : step === "stopped" || (step === "failed" && !sent_at) ? "not sent" : "sent",
    release ? `released${of}` : step === "failed" && sent_at ? "no release" : `release${of}`,
    phaseLabel(target),
    dynosLabel(target),
  ];
}

function phaseLabel({ release }: PromotionTarget): string {
  if (release?.status === "expired") return "release phase expired";
  if (release?.status === "failed") return release.release_phase ? "release phase failed" : "not run";
  return release?.release_phase === false ? "no release phase" : "release phase";
}

function dynosLabel({ step, dynos }: PromotionTarget): string {
  const types = dynos ?? [];
  const all = types.reduce((sum, type) => sum + type.of, 0);
  const up = types.reduce((sum, type) => sum + type.up, 0);
  if (step === "crashed") return `crashed ${all - up}/${all}`;
  const old = types.find((type) => type.old);
  if (step === "dynos" && up >= all && old)
    return old.preboot ? "preboot: about 3 min" : "old dynos still up";
  if (step === "dynos" && all > 0) return `starting ${up}/${all}`;
  return "dynos up";
}

/** Returns the end of a row: "web 2/2 up on v34", "web crashed on v34, 1/2 up"; null before the dynos are known. */
export function dynosText({ step, dynos, release }: PromotionTarget): string | null {
  if (!release || !dynos) return null;
  if (dynos.length === 0) return step === "done" ? `on v${release.version}, with no dynos to start` : null;
  if (step !== "crashed") {
    return `${dynos.map(({ type, up, of }) => `${type} ${up}/${of}`).join(", ")} up on v${release.version}`;
  }
  const down = dynos.filter(({ up, of }) => up < of);
  return down.map(({ type, up, of }) => `${type} crashed on v${release.version}, ${up}/${of} up`).join("; ");
}
