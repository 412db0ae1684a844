import type { ReactNode } from "react";
import { Glyph } from "@/components/ui/state";
import { listed } from "@/lib/format/format";
import { processWords, releasePhaseWords, slugWords, together, type Words } from "@/lib/review/fact-text";
import type { SeenTarget } from "@/lib/review/lane-target";

/** The effect of a promotion on these targets: release phase, processes, slug and config names. */
export function LaneFacts({ targets }: { targets: readonly SeenTarget[] }) {
  const image = targets.some((target) => target.preview.source?.image);
  return (
    <dl className="flex flex-col gap-1 border-t border-line px-4 py-3 text-output">
      <Row name="Release phase">
        <Each
          groups={together(targets, (target) => releasePhaseWords(target.preview.release_phase))}
          draw={(said) => said}
        />
      </Row>
      <Row name="Processes">
        <Each groups={together(targets, (target) => processWords(target.preview))} draw={wordsOf} />
      </Row>
      <Row name={image ? "Image" : "Slug"}>
        <Each groups={together(targets, (target) => slugWords(target.preview))} draw={wordsOf} />
      </Row>
      <Row name="Config names">
        <ConfigNames targets={targets} />
      </Row>
    </dl>
  );
}

function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex gap-1.5">
      <dt className="w-[5.5rem] shrink-0 text-ink-3">{name}</dt>
      <dd className="min-w-0 flex-1 wrap-anywhere">{children}</dd>
    </div>
  );
}

type Group<T> = { said: T; targets: SeenTarget[] };

/** Shown once if it applies to all targets, else for each group of targets by name. */
function Each<T>({ groups, draw }: { groups: readonly Group<T>[]; draw: (said: T) => ReactNode }) {
  return groups.map(({ said, targets }) => (
    <span key={targets[0]?.id} className="block">
      {groups.length > 1 && <span className="text-ink-3">{shorts(targets)}: </span>}
      {draw(said)}
    </span>
  ));
}

function wordsOf(words: Words): ReactNode {
  return words.map(({ text, changed }, index) => (
    <span key={text}>
      {index > 0 && " · "}
      <span className={changed ? "font-emphasis" : ""}>{text}</span>
    </span>
  ));
}

function ConfigNames({ targets }: { targets: readonly SeenTarget[] }) {
  const groups = together(targets, (target) => target.preview.config);
  const differ = groups.filter(({ said }) => !said || said.missing.length + said.extra.length > 0);
  if (differ.length === 0) return "the same on both sides";
  return differ.map(({ said, targets: of }) => (
    <div key={of[0]?.id} className="flex flex-col gap-1">
      {!said && (
        <span>
          <span className="text-ink-3">{groups.length > 1 && `${shorts(of)}: `}</span>
          cannot be read with this account
        </span>
      )}
      {said && said.missing.length > 0 && (
        <Names
          head={
            <span className="flex items-start gap-1.5 font-emphasis text-warn">
              <Glyph kind="warn" className="mt-0.5" />
              {shorts(of)} {of.length === 1 ? "lacks" : "lack"}
            </span>
          }
          names={said.missing}
        />
      )}
      {said && said.extra.length > 0 && (
        <Names head={<span className="shrink-0 text-ink-3">only in {shorts(of)}</span>} names={said.extra} />
      )}
    </div>
  ));
}

function Names({ head, names }: { head: ReactNode; names: readonly string[] }) {
  return (
    <div className="flex flex-wrap items-start gap-x-2">
      {head}
      <ul className="min-w-32 flex-1 basis-32 font-mono text-meta leading-5">
        {names.map((name) => (
          <li key={name} className="wrap-anywhere">
            {name}
          </li>
        ))}
      </ul>
    </div>
  );
}

const shorts = (targets: readonly SeenTarget[]) => listed(targets.map((target) => target.short));
