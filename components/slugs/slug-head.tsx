import { Download } from "lucide-react";
import { buttonClass } from "@/components/ui/button-style";
import { appCrumbs, PageHead } from "@/components/ui/page-head";
import { State } from "@/components/ui/state";
import { Age } from "@/components/ui/time";
import { formatBytes, shortCommit } from "@/lib/format/format";
import { api } from "@/lib/paths";
import type { Slug } from "@/lib/schemas/slug";
import * as text from "@/lib/text/slug";
import type { RowState } from "@/lib/timeline/rows";

type Props = {
  app: string;
  slug: Slug;
  code: { commit: string | null; description: string | null };
  state: RowState;
};

/** The name of a slug, its state and its download. */
export function SlugHead({ app, slug, code, state }: Props) {
  return (
    <>
      <PageHead
        crumbs={appCrumbs(app, "releases")}
        title={
          <>
            {text.slug}{" "}
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
