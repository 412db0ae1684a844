"use client";

import { Glyph } from "@/components/ui/state";
import { formatCount } from "@/lib/format/format";
import type { Section } from "@/lib/log-viewer/engine/sections";
import * as common from "@/lib/text/common";
import * as text from "@/lib/text/output";

type OutlineProps = {
  sections: readonly Section[];
  /** The index of the section at the top of the view. */
  current: number;
  running: boolean;
  /** From 1. */
  errorLine: number | null;
  lines: number;
  onGo(line: number): void;
};

/** The sections of the output, its first error and its end. `onGo` receives lines from 0. */
export function Outline({ sections, current, running, errorLine, lines, onGo }: OutlineProps) {
  return (
    <nav
      aria-label={text.sectionsOfTheOutput}
      className="hidden w-50 shrink-0 overflow-y-auto border-l border-line bg-panel p-2 wide:block"
    >
      <ol>
        {sections.map((section, index) => (
          <li key={section.line}>
            <Entry strong={index === current} onClick={() => onGo(section.line)} label={section.name}>
              {running && index === sections.length - 1 ? (
                <span className="text-live">live</span>
              ) : (
                formatCount(section.line + 1)
              )}
            </Entry>
          </li>
        ))}
        {errorLine !== null && (
          <li>
            <Entry bad onClick={() => onGo(errorLine - 1)} label={common.firstError}>
              {formatCount(errorLine)}
            </Entry>
          </li>
        )}
        {!running && lines > 0 && (
          <li>
            <Entry onClick={() => onGo(lines - 1)} label={text.end}>
              {formatCount(lines)}
            </Entry>
          </li>
        )}
      </ol>
    </nav>
  );
}

type EntryProps = {
  label: string;
  strong?: boolean;
  bad?: boolean;
  onClick(): void;
  children: React.ReactNode;
};

function Entry({ label, strong = false, bad = false, onClick, children }: EntryProps) {
  const className = bad
    ? "text-bad font-emphasis"
    : strong
      ? "bg-hover text-ink font-emphasis"
      : "text-ink-2";
  return (
    <button
      type="button"
      onClick={onClick}
      className={`flex h-7 w-full items-center gap-2 rounded-control px-2 text-left text-meta hover:bg-hover ${className}`}
    >
      {bad && <Glyph kind="bad" />}
      <span className="min-w-0 flex-1 truncate">{label}</span>
      <span className="shrink-0 tabular-nums">{children}</span>
    </button>
  );
}
