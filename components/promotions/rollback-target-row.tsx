import { useQuery } from "@tanstack/react-query";
import { Checkbox } from "@/components/ui/choices";
import { useZone } from "@/components/ui/preferences";
import { useNow } from "@/components/ui/use-now";
import { configChangesQuery } from "@/lib/client/releases";
import { shortCommit } from "@/lib/format/format";
import { changedNames, restoredText } from "@/lib/promotion/roll-back";
import type { RollBackLine } from "@/lib/promotion/roll-back-plan";
import * as common from "@/lib/text/common";
import * as text from "@/lib/text/promotion";
import { keptWords } from "@/lib/text/release";

type Props = {
  line: RollBackLine;
  /** The description of the running release. */
  description: string | null;
  name: string;
  checked: boolean;
  /** true while the running release is still being read. */
  reading: boolean;
  disabled: boolean;
  onChange: (on: boolean) => void;
};

/** A target to roll back: its running and its previous release, and the config names that change. */
export function RollbackTargetRow({ line, description, name, checked, reading, disabled, onChange }: Props) {
  const { target, previous, state, current, retention } = line;
  const now = useNow(60_000);
  const zone = useZone();
  const known = target.app.name !== null && state !== "back";
  const changes = useQuery(configChangesQuery(target.app.name ?? "", known ? previous.id : undefined));
  const names = changes.data ? changedNames(changes.data) : null;
  return (
    <li className="border-b border-line last:border-b-0">
      <Checkbox
        checked={checked}
        disabled={disabled}
        onCheckedChange={onChange}
        className="flex! items-start! gap-3! px-4 py-3"
      >
        <span className="-mt-0.5 block text-body">
          <span className="text-strong">{name}</span>{" "}
          <span className="text-ink-3">{text.fromVersion(current?.version ?? null)}</span>{" "}
          <span className="text-strong">{common.releaseVersion(previous.version)}</span>{" "}
          {previous.commit && (
            <span className="font-mono text-meta text-ink-2">{shortCommit(previous.commit)}</span>
          )}
        </span>
        <span className="block text-meta text-ink-3 wrap-anywhere">
          {(reading && state === "unread" ? text.readingWhatRunsThere : obstacle(line, description)) ?? (
            <>
              {changes.isPending ? common.readingConfigNames : restoredText(true, names?.length ?? null)}{" "}
              {names && names.length > 0 && <span className="font-mono">{names.join(", ")}</span>}
            </>
          )}
          {retention && state === "ready" && <span className="block">{keptWords(retention, now, zone)}</span>}
        </span>
      </Checkbox>
    </li>
  );
}

/** Returns the reason why the target is not preselected, or cannot be selected; null if there is none. */
function obstacle({ state, current, previous }: RollBackLine, description: string | null): string | null {
  switch (state) {
    case "ready":
      return null;
    case "back":
      return text.isBackAlready(previous.version);
    case "gone":
      return text.noRollBackTo(previous.version);
    case "busy":
      return text.busyTarget;
    case "unread":
      return text.targetNotRead;
    case "moved":
      return current && text.rollBackReplaces(current.version, description);
  }
}
