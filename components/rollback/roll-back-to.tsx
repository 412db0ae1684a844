import { type ReactNode, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Version } from "@/components/ui/names";
import { useZone } from "@/components/ui/preferences";
import { useNow } from "@/components/ui/use-now";
import { type Candidate, ranText } from "@/lib/promotion/roll-back";
import * as common from "@/lib/text/common";
import { keptWords } from "@/lib/text/release";
import * as text from "@/lib/text/roll-back";
import type { RollBackData } from "./use-roll-back-data";

type Props = { data: RollBackData; chosen: Candidate; onChoose: (version: number) => void };

/** The releases that can be rolled back to; older ones on demand. */
export function RollBackTo({ data, chosen, onChoose }: Props) {
  const { shown, older } = data.choices;
  const name = useId();
  const [opened, setOpened] = useState(false);
  const open = opened || older.includes(chosen);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = data.releasePages;
  return (
    <fieldset>
      <legend className="mb-2 text-strong">{text.backTo}</legend>
      <div className="overflow-hidden rounded-panel border border-line">
        {[...shown, ...(open ? older : [])].map((candidate) => (
          <CandidateChoice
            key={candidate.release.id}
            name={name}
            candidate={candidate}
            data={data}
            checked={candidate === chosen}
            onChoose={() => onChoose(candidate.release.version)}
          />
        ))}
        {!open && older.length > 0 && (
          <button
            type="button"
            aria-expanded={false}
            onClick={() => setOpened(true)}
            className="block h-10 w-full px-4 text-left text-meta text-ink-2 -outline-offset-2 hover:bg-hover pointer-coarse:h-12"
          >
            {hasNextPage ? text.olderReleases : text.olderReleaseCount(older.length)}
          </button>
        )}
        {(open || older.length === 0) && hasNextPage && (
          <div className="px-4 py-2">
            <Button size="sm" busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
              {isFetchingNextPage ? common.reading : common.showOlder}
            </Button>
          </div>
        )}
      </div>
    </fieldset>
  );
}

type CandidateProps = {
  name: string;
  candidate: Candidate;
  data: RollBackData;
  checked: boolean;
  onChoose: () => void;
};

function CandidateChoice({ name, candidate, data, checked, onChoose }: CandidateProps) {
  const { release, onlyConfig, sameAsNow, avoid } = candidate;
  const { commit, full } = data.descriptionOf(release);
  const now = useNow(60_000);
  const zone = useZone();
  const ran = ranText(candidate, data.crashesOf(candidate));
  const same = sameAsNow ? text.theCodeThatRunsNow : onlyConfig ? text.aConfigChange : null;
  return (
    <Choice
      name={name}
      checked={checked}
      onChoose={onChoose}
      className={`border-b border-line py-2.5 last:border-b-0 ${checked ? "bg-hover" : ""}`}
      title={<Version version={release.version} commit={commit} description={full} strong={checked} />}
    >
      <span className="text-meta text-ink-3">
        {same ? `${ran} · ${same}` : ran}
        {avoid && (
          <span className="text-warn">
            {" "}
            · ▲ {data.isMarked(release) ? common.doNotPromote : text.rolledBackFrom}
          </span>
        )}
        <span className="block">{keptWords(candidate.retention, now, zone)}</span>
      </span>
    </Choice>
  );
}

type ChoiceProps = {
  name: string;
  checked: boolean;
  disabled?: boolean;
  onChoose: () => void;
  /** Announced as the radio's name; the other children are its description. */
  title: ReactNode;
  children?: ReactNode;
  className?: string;
};

/** A radio button with a title and a line below it; the whole area can be pressed. */
export function Choice({
  name,
  checked,
  disabled = false,
  onChoose,
  title,
  children,
  className = "",
}: ChoiceProps) {
  const id = useId();
  return (
    <label
      htmlFor={id}
      className={`flex items-start gap-3 px-4 ${disabled ? "text-ink-3" : "hover:bg-hover"} ${className}`}
    >
      <input
        type="radio"
        id={id}
        name={name}
        checked={checked}
        disabled={disabled}
        onChange={onChoose}
        aria-labelledby={`${id}-title`}
        aria-describedby={children ? `${id}-more` : undefined}
        className="mt-0.5 size-4 shrink-0 appearance-none rounded-full border border-edge bg-panel checked:border-[5px] checked:border-primary disabled:border-line disabled:bg-hover forced-colors:appearance-auto"
      />
      <span className="flex min-w-0 flex-1 flex-col">
        <span id={`${id}-title`} className="min-w-0">
          {title}
        </span>
        {children && (
          <span id={`${id}-more`} className="min-w-0">
            {children}
          </span>
        )}
      </span>
    </label>
  );
}
