import { Download } from "lucide-react";
import { buttonClass } from "@/components/ui/button-style";
import { appCrumbs, PageHeader } from "@/components/ui/page-header";
import { State } from "@/components/ui/state";
import { Age } from "@/components/ui/time";
import { formatBytes, shortCommit } from "@/lib/format/format";
import { api } from "@/lib/paths";
import type { Build } from "@/lib/schemas/build";
import type { Release } from "@/lib/schemas/release";
import type { Slug } from "@/lib/schemas/slug";
import * as common from "@/lib/text/common";
import * as text from "@/lib/text/slug";
import type { Code } from "@/lib/timeline/describe-release";
import { hasRun } from "@/lib/timeline/did-run";
import { newestFirst } from "@/lib/timeline/lineage";
import type { RowState } from "@/lib/timeline/rows";

type Props = {
  app: string;
  slug: Slug;
  code: { commit: string | null; description: string | null };
  state: RowState;
};

/** The name of a slug, its state and its download. */
export function SlugHeader({ app, slug, code, state }: Props) {
  return (
    <>
      <PageHeader
        crumbs={appCrumbs(app, "releases")}
        title={
          <>
            {common.slug}{" "}
            <span className="font-mono text-[1.0625rem]">
              {code.commit ? shortCommit(code.commit) : slug.id.slice(0, 8)}
            </span>
          </>
        }
        meta={
          code.description && (
            <span className="line-clamp-1 min-w-0 text-body text-ink wrap-anywhere" title={code.description}>
              {code.description}
            </span>
          )
        }
        actions={
          slug.size !== null &&
          slug.deleted_at === null && (
            <a href={api.slugBlob(app, slug.id)} download className={buttonClass({})}>
              <Download aria-hidden="true" size={16} strokeWidth={1.5} />
              {text.download(formatBytes(slug.size))}
            </a>
          )
        }
      />
      <p className="mt-1 flex flex-wrap items-center gap-x-1 text-meta text-ink-3">
        {state.kind !== "none" && <State kind={state.kind} label={state.label} strong className="mr-1" />}
        {state.kind === "none" && <span>{state.label}</span>}
        {text.madeAt}
        <Age at={slug.created_at} ago />
      </p>
    </>
  );
}

/** Returns the state of a slug on this app: "runs as v12", "ran as v9", "never released here". */
export function slugState(slug: Slug, releases: readonly Release[]): RowState {
  const own = newestFirst(releases).filter((release) => release.slug?.id === slug.id);
  const current = own.find((release) => release.current);
  const newest = own[0];
  const ran = own.find((release) => hasRun(release));
  if (slug.deleted_at !== null) return { kind: "canceled", label: text.deletedByHeroku };
  if (newest?.status === "pending") return { kind: "live", label: text.releasingAsVersion(newest.version) };
  if (current?.status === "expired") return { kind: "unknown", label: text.runsAsExpired(current.version) };
  if (current) return { kind: "ok", label: common.runsAsVersion(current.version) };
  if (ran) return { kind: "past", label: text.ranAsVersion(ran.version) };
  if (newest?.status === "failed") return { kind: "bad", label: text.failedAsVersion(newest.version) };
  if (slug.size === null) return { kind: "none", label: text.registeredNotUploadedYet };
  return { kind: "none", label: text.neverReleasedHere };
}

/** Returns the commit and description of a slug: its own, else those of the build that made it. */
export function slugCode(slug: Slug, builds: readonly Build[]): Code {
  const source = builds.find((build) => build.slug?.id === slug.id)?.source_blob;
  return {
    commit: slug.commit ?? source?.version ?? null,
    description: slug.commit_description ?? source?.version_description ?? null,
  };
}
