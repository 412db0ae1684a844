import { Button } from "@/components/ui/button";
import { copyText, useCopied } from "@/components/ui/copy";
import { Glyph } from "@/components/ui/state";
import { formatCount } from "@/lib/format/format";
import { lineAnchor } from "@/lib/log-viewer/engine/lines/line-anchor";
import type { Quote } from "@/lib/log-viewer/engine/reason/failure-excerpt";
import * as text from "@/lib/text/build";
import * as common from "@/lib/text/common";

type WhyCardProps = { quote: Quote; onGo(line: number): void };

/** Shows the quoted error lines of a failed build. `onGo` receives a line number from 1. */
export function WhyCard({ quote, onGo }: WhyCardProps) {
  const [copied, setCopied] = useCopied<"quote" | "link">();
  const copy = (what: "quote" | "link", copied: string) => {
    copyText(copied).then(
      () => setCopied(what),
      () => setCopied(null),
    );
  };
  const link = () =>
    `${location.origin}${location.pathname}${lineAnchor({ from: quote.line, to: quote.line })}`;
  return (
    <section
      aria-label={text.whyItFailedTitle}
      className="flex h-40 shrink-0 gap-2 overflow-hidden rounded-panel border border-bad/40 bg-tint-bad px-4 py-2.5"
    >
      <Glyph kind="bad" className="mt-0.5" />
      <div className="flex min-w-0 flex-1 flex-col gap-1.5">
        <h2 className="text-strong text-bad">{text.whyItFailed(quote.errors, quote.lines.length)}</h2>
        <pre className="min-h-0 flex-1 overflow-hidden font-mono text-output whitespace-pre-wrap text-ink wrap-anywhere">
          {quote.lines.map((line) => (
            <div key={line.line} className={line.main ? "line-clamp-2" : "truncate text-ink-2"}>
              {line.text}
            </div>
          ))}
        </pre>
        <div className="flex shrink-0 flex-wrap gap-1">
          <Button variant="ink" acts={false} size="sm" onClick={() => onGo(quote.line)}>
            {text.goToLine(formatCount(quote.line))}
          </Button>
          <Button
            variant="ghost"
            size="sm"
            onClick={() =>
              copy("quote", `${quote.lines.map((line) => `> ${line.text}`).join("\n")}\n${link()}`)
            }
          >
            {copied === "quote" ? common.copied : common.copyAsQuote}
          </Button>
          <Button variant="ghost" size="sm" onClick={() => copy("link", link())}>
            {copied === "link" ? common.copied : common.copyLink}
          </Button>
        </div>
      </div>
    </section>
  );
}

/** Reserves the height of the card while its output is being read. */
export function WhyCardSpace() {
  return <div aria-hidden="true" className="h-40 shrink-0 rounded-panel bg-hover" />;
}
