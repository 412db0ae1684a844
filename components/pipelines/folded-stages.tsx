import { GitPullRequest } from "lucide-react";
import { useState } from "react";
import { stageTitle } from "@/lib/apps/stages";
import { visibleApps } from "@/lib/review/lanes";
import * as text from "@/lib/text/pipeline";
import { AppCard } from "./app-card";
import type { BoardStage } from "./board-model";
import { HiddenCard } from "./hidden-card";
import { StageHead } from "./stage-head";

/** Review and test apps: their number, which expands to their cards. They are never promoted. */
export function FoldedStages({ stages }: { stages: readonly BoardStage[] }) {
  const [open, setOpen] = useState(false);
  if (stages.length === 0) return null;
  const counts = stages.map(({ stage, apps }) => text.appsInStage(apps.length, stage));
  return (
    <div className="flex shrink-0 flex-col gap-4 @min-[57rem]/board:flex-row">
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="flex h-10 items-center gap-2 rounded-panel border border-dashed border-edge px-3 text-meta text-ink-2 transition-colors duration-fast hover:bg-hover @min-[57rem]/board:mt-7.5 @min-[57rem]/board:h-auto @min-[57rem]/board:max-h-60 @min-[57rem]/board:min-h-34 @min-[57rem]/board:w-10 @min-[57rem]/board:flex-col @min-[57rem]/board:self-start @min-[57rem]/board:px-0 @min-[57rem]/board:py-4 pointer-coarse:min-h-11"
      >
        <GitPullRequest aria-hidden="true" size={16} strokeWidth={1.5} className="shrink-0 text-ink-3" />
        <span className="@min-[57rem]/board:[writing-mode:vertical-rl]">{counts.join(", ")}</span>
      </button>
      {open && (
        <div className="flex flex-col gap-4 @min-[57rem]/board:w-68">
          {stages.map(({ stage, apps }) => (
            <section key={stage} aria-label={text.appsOf(stageTitle(stage))}>
              <div className="mb-2.5">
                <StageHead stage={stage} count={apps.length} />
              </div>
              <ul className="flex flex-col gap-3">
                {apps.map((app) =>
                  app.hidden ? (
                    <HiddenCard key={app.app.id} />
                  ) : (
                    <li key={app.app.id}>
                      <AppCard app={app} siblings={visibleApps(apps)} />
                    </li>
                  ),
                )}
              </ul>
            </section>
          ))}
        </div>
      )}
    </div>
  );
}
