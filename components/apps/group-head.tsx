import Link from "next/link";
import * as appText from "@/lib/text/app";
import type { GroupNote } from "./group-notes";

/** The heading of a group, with the differences between its stages; the first one also labels the column of bars. */
export function GroupHead({ name, notes, first }: { name: string; notes: GroupNote[]; first: boolean }) {
  return (
    <li className="flex h-9 flex-col justify-end border-b border-line pb-[3px]">
      <div className="flex min-w-0 items-baseline gap-3">
        <h2 className="min-w-0 truncate text-strong">{name}</h2>
        {notes.map(({ text, href }) =>
          href ? (
            <Link key={text} href={href} className="shrink-0 text-meta text-ink-2 hover:underline">
              {text}
            </Link>
          ) : (
            <span key={text} className="shrink-0 text-meta text-ink-3">
              {text}
            </span>
          ),
        )}
        {first && (
          <span className="ml-auto hidden w-[150px] shrink-0 text-meta text-ink-3 lg:block">
            {appText.last20Builds}
          </span>
        )}
      </div>
    </li>
  );
}
