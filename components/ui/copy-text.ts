import { useEffect, useState } from "react";

/**
 * Copies text to the clipboard. The clipboard API is missing on plain HTTP away from localhost: the fallback selects
 * and copies.
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

/** Returns what was copied within the last two seconds (else null), and a setter of it. */
export function useCopied<What>(): [What | null, (what: What | null) => void] {
  const [copied, setCopied] = useState<What | null>(null);
  useEffect(() => {
    if (copied === null) return;
    const timer = setTimeout(() => setCopied(null), CONFIRMED_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  return [copied, setCopied];
}
