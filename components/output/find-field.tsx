"use client";

import { CaseSensitive, ChevronDown, ChevronUp, Regex, Search, WholeWord, X } from "lucide-react";
import { type RefCallback, useRef } from "react";
import { formatCount } from "@/lib/format/format";
import * as outputText from "@/lib/text/output";
import { IconButton, IconSwitch } from "./bar-buttons";
import type { Find } from "./use-find";

type FindFieldProps = {
  find: Find;
  field: RefCallback<HTMLInputElement>;
  onStep(by: 1 | -1): void;
  /** Called on Escape with the element that had the focus before the field, or null. */
  onLeave(before: HTMLElement | null): void;
};

/** Searches the whole output, shows the number of matches, and steps through them. */
export function FindField({ find, field, onStep, onLeave }: FindFieldProps) {
  const { text, matchCase, wholeWord, regexp } = find.input;
  const clear = () => find.change({ text: "" });
  const before = useRef<HTMLElement | null>(null);
  const tools = useRef<HTMLSpanElement>(null);
  const bad = find.found.problem !== null;
  return (
    <>
      <Search aria-hidden="true" size={15} strokeWidth={1.5} className="shrink-0 text-ink-3" />
      <input
        ref={field}
        data-filter
        value={text}
        onChange={(event) => find.change({ text: event.target.value })}
        onFocus={({ relatedTarget }) => {
          // The field's own buttons disappear with the text, so they do not count as the previous focus.
          if (relatedTarget !== null && tools.current?.contains(relatedTarget)) return;
          before.current = relatedTarget instanceof HTMLElement ? relatedTarget : null;
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter") onStep(event.shiftKey ? -1 : 1);
          if (event.key !== "Escape") return;
          clear();
          onLeave(before.current);
        }}
        placeholder={outputText.findInOutput}
        aria-label={outputText.findInOutput}
        aria-invalid={bad}
        spellCheck={false}
        autoComplete="off"
        className="h-8 min-w-16 flex-1 bg-transparent px-2 rounded-control text-body outline-offset-[-2px]"
      />
      {text !== "" && (
        <span ref={tools} className="contents">
          <span
            aria-live="polite"
            className={`shrink-0 text-meta tabular-nums ${bad ? "text-bad" : "text-ink-2"}`}
          >
            {countOf(find)}
          </span>
          <IconSwitch
            label={outputText.matchCase}
            on={matchCase ?? text !== text.toLowerCase()}
            onClick={() => find.change({ matchCase: !(matchCase ?? text !== text.toLowerCase()) })}
            icon={<CaseSensitive size={16} strokeWidth={1.5} />}
          />
          <IconSwitch
            label={outputText.wholeWords}
            on={wholeWord}
            onClick={() => find.change({ wholeWord: !wholeWord })}
            icon={<WholeWord size={16} strokeWidth={1.5} />}
          />
          <IconSwitch
            label={outputText.regularExpression}
            on={regexp}
            onClick={() => find.change({ regexp: !regexp })}
            icon={<Regex size={15} strokeWidth={1.5} />}
          />
          <IconButton
            label={outputText.previousMatch}
            onClick={() => onStep(-1)}
            icon={<ChevronUp size={16} strokeWidth={1.5} />}
          />
          <IconButton
            label={outputText.nextMatch}
            onClick={() => onStep(1)}
            icon={<ChevronDown size={16} strokeWidth={1.5} />}
          />
          <IconButton label={outputText.clear} onClick={clear} icon={<X size={15} strokeWidth={1.5} />} />
        </span>
      )}
    </>
  );
}

/** Returns the number of matches and that of the current one, as text. */
function countOf({ found, current }: Pick<Find, "found" | "current">): string {
  if (found.problem === "invalid") return outputText.noPattern;
  if (found.problem === "slow") return outputText.takesTooLong;
  if (found.count === 0) return found.done ? outputText.noMatch : "searching";
  const all = `${formatCount(found.count)}${found.done ? "" : "…"}`;
  return current === null ? all : outputText.matchOf(formatCount(current.index + 1), all);
}
