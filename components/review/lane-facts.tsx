import type { ReactNode } from "react";
import { Glyph } from "@/components/ui/state";
import { joinNames } from "@/lib/format/format";
import {
  groupTargets,
  processParts,
  releasePhaseText,
  slugParts,
  type TextParts,
} from "@/lib/review/fact-text";
import type { SeenTarget } from "@/lib/review/lane-target";
import * as common from "@/lib/text/common";
import * as text from "@/lib/text/review";

/** The effect of a promotion on these targets: release phase, processes, slug and config names. */
export function LaneFacts({ targets }: { targets: readonly SeenTarget[] }) {
  const image = targets.some((target) => target.preview.source?.image);
  return (
    <dl className="flex flex-col gap-1 border-t border-line px-4 py-3 text-output">
      <Row name={common.releasePhase}>
        <Each
          groups={groupTargets(targets, (target) => releasePhaseText(target.preview.release_phase))}
          draw={(value) => value}
        />
      </Row>
      <Row name={common.processes}>
        <Each groups={groupTargets(targets, (target) => processParts(target.preview))} draw={drawParts} />
      </Row>
      <Row name={image ? text.image : common.slug}>
        <Each groups={groupTargets(targets, (target) => slugParts(target.preview))} draw={drawParts} />
      </Row>
      <Row name={text.configNames}>
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

type Group<T> = { value: T; targets: SeenTarget[] };

/** Shown once if it applies to all targets, else for each group of targets by name. */
function Each<T>({ groups, draw }: { groups: readonly Group<T>[]; draw: (value: T) => ReactNode }) {
  return groups.map(({ value, targets }) => (
    <span key={targets[0]?.id} className="block">
      {groups.length > 1 && <span className="text-ink-3">{shorts(targets)}: </span>}
      {draw(value)}
    </span>
  ));
}

function drawParts(parts: TextParts): ReactNode {
  return parts.map(({ text: part, changed }, index) => (
    <span key={part}>
      {index > 0 && " · "}
      <span className={changed ? "font-emphasis" : ""}>{part}</span>
    </span>
  ));
}

function ConfigNames({ targets }: { targets: readonly SeenTarget[] }) {
  const groups = groupTargets(targets, (target) => target.preview.config);
  const differ = groups.filter(({ value }) => !value || value.missing.length + value.extra.length > 0);
  if (differ.length === 0) return text.sameOnBothSides;
  return differ.map(({ value, targets: of }) => (
    <div key={of[0]?.id} className="flex flex-col gap-1">
      {!value && (
        <span>
          <span className="text-ink-3">{groups.length > 1 && `${shorts(of)}: `}</span>
          {text.notReadable}
        </span>
      )}
      {value && value.missing.length > 0 && (
        <Names
          head={
            <span className="flex items-start gap-1.5 font-emphasis text-warn">
              <Glyph kind="warn" className="mt-0.5" />
              {shorts(of)} {of.length === 1 ? text.lacks : text.lack}
            </span>
          }
          names={value.missing}
        />
      )}
      {value && value.extra.length > 0 && (
        <Names
          head={<span className="shrink-0 text-ink-3">{text.onlyIn(shorts(of))}</span>}
          names={value.extra}
        />
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

const shorts = (targets: readonly SeenTarget[]) => joinNames(targets.map((target) => target.short));
