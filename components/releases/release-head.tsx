import type { ReactNode } from "react";
import { PageHead } from "@/components/ui/page-head";
import { State } from "@/components/ui/state";
import { Age } from "@/components/ui/time";
import { paths } from "@/lib/paths";
import type { Release } from "@/lib/schemas/release";
import type { Code } from "@/lib/timeline/code-of";
import { shortCommit } from "@/lib/timeline/format";
import type { RowState } from "@/lib/timeline/row-state";
import { fullNameOf } from "@/lib/timeline/who";

type Props = {
  app: string;
  release: Release;
  state: RowState;
  code: Code;
  /** What made it, when that was no build: "rollback to v41". */
  phrase: string | null;
  actions: ReactNode;
};

/** Title, commit and cause; below it state, who and when. */
export function ReleaseHead({ app, release, state, code, phrase, actions }: Props) {
  const words = phrase ?? code.description;
  return (
    <>
      <PageHead
        crumbs={[
          { label: "Apps", href: paths.apps() },
          { label: app, href: paths.app(app) },
          { label: "Releases", href: paths.releases(app) },
        ]}
        title={`v${release.version}`}
        meta={
          <span className="flex min-w-0 items-baseline gap-2">
            {code.commit && (
              <span className="max-w-40 shrink-0 truncate font-mono text-meta text-ink-2" title={code.commit}>
                {shortCommit(code.commit)}
              </span>
            )}
            {words && (
              <span className="line-clamp-1 min-w-0 text-body text-ink wrap-anywhere" title={words}>
                {words}
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
            label={release.status === "failed" ? "release failed" : state.label}
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
