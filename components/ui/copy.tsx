import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import * as common from "@/lib/text/common";

/** Copies `text`; replaces its label with a confirmation for two seconds. */
export function CopyButton({
  text,
  label,
  iconOnly = false,
}: {
  text: string;
  label: string;
  iconOnly?: boolean;
}) {
  const [copied, setCopied] = useCopied<true>();
  const Icon = copied ? Check : Copy;
  return (
    <button
      type="button"
      title={iconOnly ? label : undefined}
      className="inline-flex h-7 shrink-0 items-center gap-1.5 rounded-control px-1.5 text-meta text-ink-2 hover:bg-hover hover:text-ink pointer-coarse:h-11"
      onClick={() => {
        copyText(text).then(
          (done) => setCopied(done || null),
          () => setCopied(null),
        );
      }}
    >
      <Icon aria-hidden="true" size={14} strokeWidth={1.5} />
      <span aria-live="polite" className={iconOnly ? "sr-only" : ""}>
        {copied ? common.copied : label}
      </span>
    </button>
  );
}

/**
 * Copies text to the clipboard. The clipboard API is missing on plain HTTP except on localhost; the fallback selects
 * the text and copies it.
 */
export async function copyText(text: string): Promise<boolean> {
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(text);
    return true;
  }
  const area = document.createElement("textarea");
  area.value = text;
  area.className = "fixed top-0 opacity-0";
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  return done;
}

const CONFIRMED_MS = 2_000;

/** Returns the value set within the last two seconds (else null), and its setter. */
export function useCopied<What>(): [What | null, (what: What | null) => void] {
  const [copied, setCopied] = useState<What | null>(null);
  useEffect(() => {
    if (copied === null) return;
    const timer = setTimeout(() => setCopied(null), CONFIRMED_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  return [copied, setCopied];
}
