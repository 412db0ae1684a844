import Link from "next/link";
import type { ReactNode } from "react";
import { Version } from "@/components/ui/names";
import { Glyph, State } from "@/components/ui/state";
import { Clock } from "@/components/ui/time";
import { fullNameOf, shortNameOf } from "@/lib/format/person-name";
import type { User } from "@/lib/schemas/common";
import * as commonText from "@/lib/text/common";
import * as text from "@/lib/text/timeline";
import type { RowState } from "@/lib/timeline/rows";

/** The columns shared by all rows of builds and releases. */
export const columns =
  "grid grid-cols-[1rem_minmax(0,1fr)_auto] gap-x-2 sm:grid-cols-[6rem_minmax(0,1fr)_3.5rem_3.75rem_2.75rem] sm:gap-x-3 wide:grid-cols-[6rem_minmax(0,1fr)_8rem_3.75rem_2.75rem]";

export const rowBox =
  "relative isolate min-h-14 items-center border-b border-line py-2 before:absolute before:-inset-x-2 before:inset-y-0 before:-z-10 before:rounded-control has-[a:hover]:before:bg-hover has-[button:hover]:before:bg-hover sm:h-10 sm:min-h-0 sm:py-0 pointer-coarse:sm:h-12";

/** Makes the whole row the click target. */
export const rowTarget =
  "outline-none after:absolute after:-inset-x-2 after:inset-y-0 focus-visible:after:rounded-control focus-visible:after:outline-2 focus-visible:after:outline-live";

type EntryProps = {
  href: string;
  state: RowState;
  version?: number | undefined;
  commit?: string | null;
  description?: string | null;
  user: User;
  /** The duration; updated while in progress. */
  duration?: ReactNode;
  at: string;
  /** A note: "do not promote", "past the lock: Fixes an outage". */
  flag?: string | null | undefined;
  /** true if the row has just appeared or changed its state: it is tinted for 600 ms. */
  fresh?: boolean;
};

/** One build or release as a row; the whole row is one link. */
export function Entry({
  href,
  state,
  version,
  commit,
  description,
  user,
  duration,
  at,
  flag,
  fresh,
}: EntryProps) {
  const strong = state.kind === "ok" || state.kind === "bad" || state.kind === "live";
  // On a phone the glyph has no label; the description of a failed release contains it.
  const build = version === undefined;
  const label = state.label === "failed" ? build && text.buildFailed : state.label;
  return (
    <li className={`${columns} ${rowBox} ${fresh ? "animate-settle" : ""}`}>
      <span className="self-start pt-0.5 sm:self-auto sm:pt-0">
        <span className="sm:hidden">{state.kind === "none" ? null : <Glyph kind={state.kind} />}</span>
        <span className="hidden sm:flex">
          <StateCell state={state} />
        </span>
      </span>
      <span className="min-w-0">
        <Link
          href={href}
          data-row
          className={`flex min-w-0 flex-wrap items-center gap-x-3 sm:flex-nowrap ${rowTarget}`}
        >
          <span className="sr-only">{state.label} </span>
          {version === undefined && !commit && !description ? (
            <span className="text-ink-2">{commonText.withoutVersion}</span>
          ) : (
            <Version
              {...(version === undefined ? {} : { version })}
              commit={commit ?? null}
              description={description ?? null}
              strong={strong}
            />
          )}
          {flag && <State kind="warn" label={flag} className="text-meta" />}
        </Link>
        <span className="mt-0.5 block truncate text-meta text-ink-3 sm:hidden">
          {label && <span aria-hidden="true">{label} · </span>}
          {shortNameOf(user)}
          {duration && <> · {duration}</>}
        </span>
      </span>
      <span className="hidden truncate text-meta text-ink-3 sm:block" title={user.email ?? undefined}>
        <span className="wide:hidden">{shortNameOf(user)}</span>
        <span className="hidden wide:inline">{fullNameOf(user)}</span>
      </span>
      <span className="hidden text-right text-meta text-ink-3 tabular-nums sm:block">{duration}</span>
      <Clock
        at={at}
        inRow
        className="relative z-10 self-start pt-0.5 text-right text-meta text-ink-3 sm:self-auto sm:pt-0"
      />
    </li>
  );
}

function StateCell({ state }: { state: RowState }) {
  if (state.kind === "none") {
    return (
      <span className="flex gap-1.5 text-ink-3">
        <span className="w-4" />
        {state.label}
      </span>
    );
  }
  return <State kind={state.kind} label={state.label} strong />;
}
