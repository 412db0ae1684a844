import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy";
import { usePageAge } from "@/components/ui/page-age";
import { useZone } from "@/components/ui/preferences";
import { Sheet } from "@/components/ui/sheet";
import { State, type StateKind } from "@/components/ui/state";
import { Clock } from "@/components/ui/time";
import { useNow } from "@/components/ui/use-now";
import { isOld } from "@/lib/apps/stale-limits";
import { linkToScreen, removeScreen, screensQuery } from "@/lib/client/screens";
import { formatAge, formatHour, type Zone } from "@/lib/format/format";
import { fullNameOf } from "@/lib/format/person-name";
import type { Screen } from "@/lib/schemas/screen";
import * as common from "@/lib/text/common";
import { nothingNewFromHeroku } from "@/lib/text/data-age";
import * as text from "@/lib/text/screen";
import { BackForm } from "./back-form";
import { ChangeSheet } from "./change-sheet";
import { ScreenMenu, type Sheets } from "./screen-menu";

type Props = { screen: Screen; person: { id: string; email: string }; byKey: boolean };

/** One screen: state, name, content and backers. */
export function ScreenRow({ screen, person, byKey }: Props) {
  const now = useNow(5_000);
  const [sheet, setSheet] = useState<Sheets | null>(null);
  const { kind, label } = stateOfScreen(screen, now);
  const zone = useZone();
  const page = usePageAge();
  // While the whole page is old, the line at its head says why.
  const unread = page.old ? null : unreadText(screen, { now, zone });
  const close = () => setSheet(null);
  const backs = screen.backers.some(({ user, ended_at }) => user.id === person.id && ended_at === null);
  return (
    <li className="relative grid min-h-12 grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-0.5 border-b border-line py-1.5 transition-colors duration-fast hover:bg-hover md:grid-cols-[132px_minmax(0,180px)_minmax(0,1fr)_minmax(0,190px)_116px]">
      <State kind={kind} label={label} className="max-md:order-2" />
      <button
        type="button"
        data-row
        disabled={!screen.may_change}
        onClick={() => setSheet("change")}
        className="min-w-0 truncate text-left text-strong outline-none after:absolute after:inset-0 focus-visible:after:rounded-control focus-visible:after:outline-2 focus-visible:after:outline-live max-md:order-1"
      >
        {screen.name}
      </button>
      <span className="min-w-0 truncate text-ink-2 max-md:order-3 max-md:col-span-2">
        {contentText(screen.show)}
        {unread && <span suppressHydrationWarning> · {unread}</span>}
        {screen.broadcast && <span className="text-ink-3"> · “{screen.broadcast.text}”</span>}
      </span>
      <span className="min-w-0 truncate text-meta text-ink-3 max-md:order-4 max-md:col-span-2">
        {text.backedBy(backersText(screen.backers, person.id))}
      </span>
      <span className="relative flex items-center justify-end gap-1 max-md:order-2 max-md:col-start-2 max-md:row-start-1 max-md:row-end-3">
        {screen.state === "no grant" && screen.may_back && (
          <Button size="sm" variant="ink" onClick={() => setSheet("back")}>
            {text.openBack}
          </Button>
        )}
        <ScreenMenu screen={screen} backs={backs} onOpen={setSheet} />
      </span>
      {sheet === "change" && <ChangeSheet screen={screen} onClose={close} />}
      {sheet === "back" && <BackSheet screen={screen} byKey={byKey} onClose={close} />}
      {sheet === "hand over" && <HandOverSheet screen={screen} onClose={close} />}
      {sheet === "remove" && <RemoveSheet screen={screen} onClose={close} />}
    </li>
  );
}

/** Gives a screen a grant of this account, in addition to its existing ones. */
function BackSheet(props: { screen: Screen; byKey: boolean; onClose: () => void }) {
  const { screen, byKey, onClose } = props;
  return (
    <Sheet
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={<span className="truncate">{text.back(screen.name)}</span>}
    >
      <p className="mb-5 text-ink-2">
        {screen.state === "no grant" ? text.backWhenNoGrantWorks : text.backBesideOthers}
      </p>
      <BackForm screen={screen} link={null} byKey={byKey} onDone={onClose} />
    </Sheet>
  );
}

/** Removes a screen after a confirmation that states the effect. */
function RemoveSheet({ screen, onClose }: { screen: Screen; onClose: () => void }) {
  const queries = useQueryClient();
  const remove = useMutation({
    mutationFn: () => removeScreen(screen.id),
    onSuccess: () => queries.invalidateQueries({ queryKey: screensQuery().queryKey }),
  });
  return (
    <Sheet
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={<span className="truncate">{text.remove(screen.name)}</span>}
      footer={
        <Button
          variant="danger"
          size="lg"
          busy={remove.isPending}
          onClick={() => remove.mutate()}
          className="w-full"
        >
          <span className="min-w-0 truncate">{text.remove(screen.name)}</span>
        </Button>
      }
    >
      <p className="text-ink-2">{text.removeEffect}</p>
      {remove.error && (
        <p role="alert" className="mt-4 text-meta text-bad">
          {remove.error.message}
        </p>
      )}
    </Sheet>
  );
}

/** Creates a link whose recipient may back and change the screen. */
function HandOverSheet({ screen, onClose }: { screen: Screen; onClose: () => void }) {
  const make = useMutation({ mutationFn: () => linkToScreen(screen.id) });
  return (
    <Sheet
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={<span className="truncate">{text.handOver(screen.name)}</span>}
    >
      <div className="flex flex-col gap-5">
        <p className="text-ink-2">{text.handOverEffect(screen.name)}</p>
        {make.data ? (
          <div className="flex flex-col gap-2">
            <p className="rounded-control border border-line bg-well px-3 py-2 font-mono text-meta wrap-anywhere">
              {make.data.url}
            </p>
            <p className="flex items-center gap-2 text-meta text-ink-3">
              <CopyButton text={make.data.url} label={common.copyLink} />
              {text.linkExpires} <Clock at={make.data.expires_at} />
            </p>
          </div>
        ) : (
          <Button
            variant="ink"
            size="lg"
            busy={make.isPending}
            onClick={() => make.mutate()}
            className="w-full"
          >
            {text.makeALink}
          </Button>
        )}
        {make.error && (
          <p role="alert" className="text-meta text-bad">
            {make.error.message}
          </p>
        )}
      </div>
    </Sheet>
  );
}

/** Returns the kind and the label of a screen's state. */
export function stateOfScreen(
  { state, last_seen_at, read_at }: Pick<Screen, "state" | "last_seen_at" | "read_at">,
  now: number,
): { kind: StateKind; label: string } {
  if (state === "no grant") return { kind: "bad", label: text.mayNotRead };
  if (state === "live" && isUnread({ read_at }, now)) return { kind: "unknown", label: text.oldData };
  if (state === "live") return { kind: "ok", label: text.live };
  if (!last_seen_at) return { kind: "unknown", label: text.notSeenYet };
  return { kind: "unknown", label: text.awayFor(formatAge(last_seen_at, now)) };
}

/** Returns true if the data of a screen is old, which the screen shows in grey. */
function isUnread({ read_at }: Pick<Screen, "read_at">, now: number): boolean {
  return read_at !== null && isOld(Date.parse(read_at), now);
}

/** Returns "Last read 14:02. Heroku answered 503." for a live screen with old data, else null. */
export function unreadText(
  { state, read_at, failed }: Pick<Screen, "state" | "read_at" | "failed">,
  { now, zone }: { now: number; zone: Zone | undefined },
): string | null {
  if (state !== "live" || read_at === null || !isUnread({ read_at }, now)) return null;
  const [why = nothingNewFromHeroku] = failed?.split(/(?<=\.) /, 1) ?? [];
  return text.lastReadBecause(formatHour(read_at, zone), why);
}

/** Returns the content of a screen: "example-pipeline", "example-app and 3 more apps". */
export function contentText(show: Screen["show"]): string {
  if (show.kind === "pipeline") return show.pipeline.name;
  const [first, second, ...rest] = show.apps;
  if (!first) return text.nothing;
  if (!second) return first.name;
  if (rest.length === 0) return `${first.name}, ${second.name}`;
  return text.andMoreApps(first.name, rest.length + 1);
}

/** Returns the names of the backers: "you and Ben", "nobody any more". */
export function backersText(backers: Screen["backers"], userId: string): string {
  const working = backers.filter(({ ended_at }) => ended_at === null);
  const names = working.map(({ user, via }) => {
    const name = user.id === userId ? "you" : fullNameOf({ email: user.email });
    return via === "token" ? `${name} (a token)` : name;
  });
  const last = names.pop();
  if (!last) return text.nobodyAnyMore;
  return names.length === 0 ? last : text.joinedWithAnd(names.join(", "), last);
}
