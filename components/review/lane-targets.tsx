import { useId } from "react";
import { HoldLine } from "@/components/send/hold-line";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/choices";
import { Name, StageTag } from "@/components/ui/names";
import { SinceDay } from "@/components/ui/time";
import { shortCommit } from "@/lib/format/format";
import type { LaneTarget, SeenTarget } from "@/lib/review/lane-target";
import { isOpen } from "@/lib/review/lane-target";
import * as common from "@/lib/text/common";
import { openOverride, overrideLockOn } from "@/lib/text/hold";
import * as text from "@/lib/text/review";

type LaneTargetsProps = {
  targets: readonly LaneTarget[];
  ticked: readonly string[];
  onTicked: (ids: string[]) => void;
};

/** The possible targets, each with the release that would be replaced. Hidden apps have no name. */
export function LaneTargets({ targets, ticked, onTicked }: LaneTargetsProps) {
  const change = (id: string, on: boolean) =>
    onTicked(on ? [...ticked.filter((other) => other !== id), id] : ticked.filter((other) => other !== id));
  return (
    <fieldset>
      <legend className="sr-only">{common.targets}</legend>
      {targets.map((target) =>
        target.hidden ? (
          <HiddenRow key={target.id} />
        ) : (
          <Row
            key={target.id}
            target={target}
            checked={isOpen(target) && ticked.includes(target.id)}
            onChange={(on) => change(target.id, on)}
          />
        ),
      )}
    </fieldset>
  );
}

const row = "flex min-h-12 items-start gap-3 py-1.5 pointer-coarse:min-h-14";

function Row({
  target,
  checked,
  onChange,
}: {
  target: SeenTarget;
  checked: boolean;
  onChange: (on: boolean) => void;
}) {
  const id = useId();
  const open = isOpen(target);
  const locked = open && target.holds.length > 0;
  return (
    <div className="flex items-start gap-2">
      <label htmlFor={id} className={`${row} min-w-0 flex-1`}>
        <span className="flex h-5 items-center">
          <Checkbox id={id} checked={checked} disabled={!open} locked={locked} onCheckedChange={onChange} />
        </span>
        <span className="flex min-w-0 flex-1 flex-col">
          <span className="flex h-5 min-w-0 items-center gap-2">
            <span className={`min-w-0 flex-1 truncate text-strong ${open ? "text-ink" : "text-ink-2"}`}>
              <Name value={target.name} max={26} />
            </span>
            {target.region && <span className="text-meta text-ink-3">{target.region}</span>}
            <StageTag stage={target.stage} loud />
          </span>
          <span className="text-meta text-ink-2">
            <TargetStatus target={target} />
          </span>
          {target.holds.map((hold) => (
            <HoldLine key={hold.id} hold={hold} />
          ))}
        </span>
      </label>
      {locked && !checked && (
        <Button
          size="sm"
          aria-label={overrideLockOn(target.name)}
          className="my-1.5"
          onClick={() => {
            onChange(true);
            // The button disappears when the box is ticked.
            document.getElementById(id)?.focus();
          }}
        >
          {openOverride}
        </Button>
      )}
    </div>
  );
}

function TargetStatus({ target: { blocked, preview, again } }: { target: SeenTarget }) {
  const runs = preview.target;
  if (blocked) return <span className="text-ink-3">{blocked}</span>;
  if (!runs) return text.nothingRunsThere;
  const version = `v${runs.release.version}`;
  if (preview.same) {
    const kind = runs.image ? "image" : "slug";
    return again
      ? `${text.runsThis(version, kind)}${text.itCrashedOrFailed}`
      : text.alreadyRunsThis(version, kind);
  }
  const code = runs.commit ? shortCommit(runs.commit) : runs.image?.slice(0, 8);
  return (
    <>
      {text.replaces(version)} {code && <span className="font-mono">{code}</span>}
      {text.commaRuns} <SinceDay at={runs.since} />
    </>
  );
}

function HiddenRow() {
  return (
    <div className={row}>
      <span className="flex h-5 items-center">
        <Checkbox disabled aria-label={common.aHiddenApp} />
      </span>
      <span className="flex flex-col">
        <span className="text-body text-ink-3">{text.hiddenApp}</span>
        <span className="text-meta text-ink-3">{text.hiddenAppStays}</span>
      </span>
    </div>
  );
}
