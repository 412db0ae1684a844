const words: Record<string, string> = {
  development: "DEV",
  staging: "STG",
  production: "PROD",
  review: "REV",
  test: "TEST",
};

/**
 * A pipeline stage. Production is filled, the others are outlined. `loud` (ink) is for production next to an action;
 * in lists it is filled with `line`.
 */
export function StageTag({ stage, loud = false }: { stage: string; loud?: boolean }) {
  const filled = loud ? "border-ink bg-ink text-paper" : "border-line bg-line text-ink";
  const look = stage === "production" ? filled : "border-edge text-ink-2";
  return (
    <span title={stage} className={`tag inline-block shrink-0 rounded-[4px] border px-1.5 ${look}`}>
      {words[stage] ?? stage}
    </span>
  );
}
