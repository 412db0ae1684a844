import { Check, Copy } from "lucide-react";
import * as pageText from "@/lib/text/page";
import { copyText, useCopied } from "./copy-text";

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
        {copied ? pageText.copied : label}
      </span>
    </button>
  );
}
