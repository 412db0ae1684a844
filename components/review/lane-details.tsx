import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { Name } from "@/components/ui/names";
import { Age } from "@/components/ui/time";
import { formatBytes } from "@/lib/format/format";
import { fullNameOf } from "@/lib/format/person-name";
import { releasePhaseText } from "@/lib/review/fact-text";
import type { SeenTarget } from "@/lib/review/lane-target";
import type { Preview } from "@/lib/review/preview";
import type { Runs } from "@/lib/review/running-release";
import * as common from "@/lib/text/common";
import * as text from "@/lib/text/review";

/** Both releases side by side for each target, including commands and checksums; shown on demand. */
export function LaneDetails({ targets }: { targets: readonly SeenTarget[] }) {
  return targets.map((target) => (
    <details key={target.id} className="group border-t border-line">
      <summary className="flex min-h-10 list-none items-center gap-1.5 px-4 text-output text-ink-2 hover:text-ink [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden="true"
          size={14}
          strokeWidth={1.75}
          className="shrink-0 text-ink-3 group-open:rotate-90"
        />
        <span className="min-w-0 truncate">
          {text.allThatChangesOn}{" "}
          <span className="font-emphasis text-ink">
            <Name value={target.name} max={24} />
          </span>
        </span>
      </summary>
      <Differences preview={target.preview} />
    </details>
  ));
}

function Differences({ preview }: { preview: Preview }) {
  const { source, target, processes, stack, buildpacks, size, checksum, config, built } = preview;
  const before = size.bytes !== null && size.difference !== null ? size.bytes - size.difference : null;
  return (
    <dl className="flex flex-col gap-2.5 px-4 pt-1 pb-4 text-meta">
      <Change name={common.release} from={releaseOf(target)} to={releaseOf(source)} />
      <Change name={source?.image ? text.image : common.slug} from={codeOf(target)} to={codeOf(source)} />
      <Change name={common.commit} from={commitOf(target)} to={commitOf(source)} />
      {built && (
        <Fact name={common.built}>
          <Age at={built.at} ago />
          {built.user && text.builtBy(fullNameOf(built.user))}
        </Fact>
      )}
      <Change name={common.stack} from={stack.from} to={stack.to} same={stack.changed === false} />
      <Change
        name={common.buildpacks}
        from={buildpacks.from}
        to={buildpacks.to}
        same={buildpacks.changed === false}
      />
      <Change name={common.size} from={sizeOf(before)} to={sizeOf(size.bytes)} same={size.difference === 0} />
      <Change
        name={common.checksum}
        from={mono(checksum.from)}
        to={mono(checksum.to)}
        same={checksum.changed === false}
      />
      <Fact name={common.releasePhase}>{releasePhaseText(preview.release_phase)}</Fact>
      {processes?.added.map(({ name, command }) => (
        <Change key={name} name={`+ ${name}`} from={null} to={mono(command)} />
      ))}
      {processes?.removed.map(({ name, command }) => (
        <Change key={name} name={`− ${name}`} from={mono(command)} to={null} />
      ))}
      {processes?.changed.map(({ name, from, to }) => (
        <Change key={name} name={name} from={mono(from)} to={mono(to)} />
      ))}
      {processes?.same.map(({ name, command }) => (
        <Fact key={name} name={text.sameName(name)}>
          {mono(command)}
        </Fact>
      ))}
      <Fact name={text.configNamesMissing}>{namesOf(config?.missing)}</Fact>
      <Fact name={text.configNamesOnlyThere}>{namesOf(config?.extra)}</Fact>
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[6.5rem_minmax(0,1fr)] gap-2">
      <dt className="text-ink-3">{name}</dt>
      <dd className="min-w-0 wrap-anywhere text-ink">{children}</dd>
    </div>
  );
}

type ChangeProps = { name: string; from: ReactNode; to: ReactNode; same?: boolean };

/** The old and the new value; one of them if both are the same. An unknown value is a dash. */
function Change({ name, from, to, same = false }: ChangeProps) {
  if (same)
    return (
      <Fact name={name}>
        {to}
        {text.theSame}
      </Fact>
    );
  return (
    <Fact name={name}>
      <span className="block text-ink-3">
        <span className="sr-only">{text.nowSide}</span>
        {from ?? "–"}
      </span>
      <span className="block">
        → <span className="sr-only">{text.thenSide}</span>
        {to ?? "–"}
      </span>
    </Fact>
  );
}

function releaseOf(runs: Runs | null): ReactNode {
  if (!runs) return common.nothingRunsText;
  return (
    <>
      {text.versionThen(runs.release.version)}
      <Age at={runs.since} ago />
    </>
  );
}

function commitOf(runs: Runs | null): ReactNode {
  if (!runs || (!runs.commit && !runs.description)) return null;
  return (
    <>
      {runs.commit && <span className="font-mono">{runs.commit} </span>}
      {runs.description}
    </>
  );
}

const codeOf = (runs: Runs | null) => mono(runs?.slug ?? runs?.image ?? null);
const sizeOf = (bytes: number | null) => (bytes === null ? null : formatBytes(bytes));
const mono = (code: string | null): ReactNode => code && <span className="font-mono">{code}</span>;

function namesOf(names: readonly string[] | undefined): ReactNode {
  if (!names) return text.notReadable;
  return names.length === 0 ? text.none : mono(names.join(" "));
}
