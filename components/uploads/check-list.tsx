import { Glyph } from "@/components/ui/state";
import * as text from "@/lib/text/uploads";
import type { CheckRow } from "./check-rows";

const labels = { live: "in progress", ok: "passed", warn: "warning", unknown: "waiting" };
const colors = { live: "", ok: "", warn: "text-warn", unknown: "text-ink-3" };

/** Lists the checks with their results. */
export function CheckList({ rows }: { rows: CheckRow[] }) {
  return (
    <ul aria-label={text.checks} className="mt-3 flex flex-col">
      {rows.map(({ id, kind, label, detail, title }) => (
        <li key={`${id} ${label}`} className="flex h-8 items-center gap-2 border-b border-line">
          <Glyph kind={kind} />
          <span className={`min-w-0 truncate ${colors[kind]}`} title={label}>
            {label}
            <span className="sr-only">, {labels[kind]}</span>
          </span>
          <span className="ml-auto min-w-0 truncate text-meta text-ink-3" title={title}>
            {detail}
          </span>
        </li>
      ))}
    </ul>
  );
}
