"use client";

import { useState } from "react";
import type { OutputLog } from "@/components/output/output-log";
import { Button } from "@/components/ui/button";
import { copyText } from "@/components/ui/copy-text";
import { Glyph } from "@/components/ui/state";
import { lineAnchor } from "@/lib/output/line-anchor";
import { formatCount } from "@/lib/timeline/format";

type WhyCardProps = { log: OutputLog; onGo(line: number): void };

/** Why a build failed: its first error with the lines around it, else its last lines. Lines to `onGo` count from 1. */
export function WhyCard({ log, onGo }: WhyCardProps) {
  const { why } = log;
  const [copied, setCopied] = useState<"quote" | "link" | null>(null);
  if (why === undefined) return <WhyCardSpace />;
  if (why === null) return null;
  const copy = (what: "quote" | "link", text: string) => {
    copyText(text).then(
      () => setCopied(what),
      () => setCopied(null),
    );
  };
  const link = () => `${location.origin}${location.pathname}${lineAnchor({ from: why.line, to: why.line })}`;
  return (
    <section
      aria-label="Why it failed"
      className="flex max-h-40 shrink-0 gap-2 overflow-hidden rounded-panel border border-bad/40 bg-tint-bad px-4 py-2.5"
    >
      <Glyph kind="bad" className="mt-0.5" />
      <div className="flex min-w-0 flex-1 flex-col gap-1.5">
        <h2 className="text-strong text-bad">{why.title}</h2>
        <pre className="min-h-0 overflow-hidden font-mono text-output whitespace-pre-wrap text-ink wrap-anywhere">
          {why.lines.map((line) => (
            <div key={line.line} className={line.main ? "line-clamp-2" : "truncate text-ink-2"}>
              {line.text}
            </div>
          ))}
        </pre>
        <div className="flex shrink-0 flex-wrap gap-1">
          <Button variant="ink" size="sm" onClick={() => onGo(why.line)}>
            Go to line {formatCount(why.line)}
          </Button>
          <Button
            variant="ghost"
            size="sm"
            onClick={() =>
              copy("quote", `${why.lines.map((line) => `> ${line.text}`).join("\n")}\n${link()}`)
            }
          >
            {copied === "quote" ? "Copied" : "Copy as quote"}
          </Button>
          <Button variant="ghost" size="sm" onClick={() => copy("link", link())}>
            {copied === "link" ? "Copied" : "Copy link"}
          </Button>
        </div>
      </div>
    </section>
  );
}

/** The height of the card while the output that it quotes is still read. */
export function WhyCardSpace() {
  return <div aria-hidden="true" className="h-28 shrink-0 rounded-panel bg-hover" />;
}
