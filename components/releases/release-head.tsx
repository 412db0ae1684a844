import type { ReactNode } from "react";
import { appCrumbs, PageHead } from "@/components/ui/page-head";
import { State } from "@/components/ui/state";
import { Age } from "@/components/ui/time";
import { shortCommit } from "@/lib/format/format";
import { fullNameOf } from "@/lib/format/person-name";
import type { Release } from "@/lib/schemas/release";
import * as text from "@/lib/text/release";
import type { ReleaseDescription } from "@/lib/timeline/describe-release";
import type { RowState } from "@/lib/timeline/rows";

type Props = {
  app: string;
  release: Release;
  state: RowState;
  description: ReleaseDescription;
  actions: ReactNode;
};

/** Title, commit and cause; below them state, user and time. */
export function ReleaseHead({ app, release, state, description, actions }: Props) {
  const { commit, full } = description;
  return (
    <>
      <PageHead
        crumbs={appCrumbs(app, "releases")}
        title={text.releaseVersion(release.version)}
        meta={
          <span className="flex min-w-0 items-baseline gap-2">
            {commit && (
              <span className="max-w-40 shrink-0 truncate font-mono text-meta text-ink-2" title={commit}>
                {shortCommit(commit)}
              </span>
            )}
            {full && (
              <span className="line-clamp-1 min-w-0 text-body text-ink wrap-anywhere" title={full}>
                {full}
              </span>
            )}
          </span>
        }
        actions={actions}
      />
      <p className="mt-1 flex flex-wrap items-center gap-x-1 text-meta text-ink-3">
        {state.kind !== "none" && (
          <State
            kind={state.kind}
            label={release.status === "failed" ? text.releaseFailed : state.label}
            strong
            className="mr-1"
          />
        )}
        · <span title={release.user.email ?? undefined}>{fullNameOf(release.user)}</span> ·
        <Age at={release.created_at} ago />
      </p>
    </>
  );
}
