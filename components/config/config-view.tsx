"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { appsCrumb, PageHeader } from "@/components/ui/page-header";
import { Empty, Failed, Skeleton } from "@/components/ui/panel-states";
import { State } from "@/components/ui/state";
import { TabState } from "@/components/ui/tab-state";
import { configVarNamesQuery } from "@/lib/client/config-vars";
import { releasesQuery } from "@/lib/client/releases";
import { paths } from "@/lib/paths";
import type { Release } from "@/lib/schemas/release";
import * as common from "@/lib/text/common";
import * as text from "@/lib/text/config";
import { hasCode } from "@/lib/timeline/lineage";
import { releaseState } from "@/lib/timeline/rows";
import type { Change } from "./change";
import { ChangeSheet } from "./change-sheet";
import { ConfigRow } from "./config-row";

type Done = { what: string; after: number };

/** The config vars of an app: names, and values on demand. Shows the release made by a change. */
export function ConfigView({ app }: { app: string }) {
  const vars = useQuery(configVarNamesQuery(app));
  const releasePages = useInfiniteQuery(releasesQuery(app));
  const [change, setChange] = useState<Change | null>(null);
  const [done, setDone] = useState<Done | null>(null);
  const releases = releasePages.data?.pages.flatMap((page) => page.items) ?? [];
  const newest = releases[0]?.version ?? 0;
  const names = vars.data?.names ?? [];

  const finish = async (what: string) => {
    setChange(null);
    await releasePages.refetch();
    setDone({ what, after: newest });
  };
  return (
    <div className="max-w-[75rem]">
      <TabState title={text.tabTitle(app)} />
      <PageHeader
        crumbs={[appsCrumb, { label: app, href: paths.app(app) }]}
        title={common.config}
        meta={
          vars.isSuccess && <span className="text-meta text-ink-3">{common.nameCount(names.length)}</span>
        }
        actions={
          <Button variant="ink" onClick={() => setChange({ kind: "add" })}>
            {text.openSet}
          </Button>
        }
      />
      <div className="mt-4">
        {done && (
          <MadeRelease
            app={app}
            what={done.what}
            release={releases.find((release) => release.version > done.after) ?? null}
          />
        )}
        {vars.isError && (
          <Failed
            what={common.configVars}
            error={vars.error}
            onRetry={() => void vars.refetch()}
            knownAt={vars.dataUpdatedAt || null}
          />
        )}
        {vars.isPending && <Skeleton rows={4} />}
        {vars.isSuccess && names.length === 0 && <Empty>{text.noConfigVars(app)}</Empty>}
        <ul>
          {names.map((name) => (
            <ConfigRow key={name} app={app} name={name} onChange={setChange} />
          ))}
        </ul>
        {names.length > 0 && <p className="mt-3 text-meta text-ink-3">{text.valuesAreHidden}</p>}
      </div>
      {change && (
        <ChangeSheet
          app={app}
          change={change}
          names={names}
          next={releasePages.isSuccess ? newest + 1 : null}
          runs={releases.some((release) => release.current && hasCode(release))}
          onClose={() => setChange(null)}
          onDone={(what) => void finish(what)}
        />
      )}
    </div>
  );
}

/** The result of a config change: "Set LOG_LEVEL · v43 ● releasing". */
function MadeRelease({ app, what, release }: { app: string; what: string; release: Release | null }) {
  const state = release ? releaseState(release, { repaired: false, ranMs: null }) : null;
  return (
    <p role="status" className="flex min-h-10 flex-wrap items-center gap-x-3 border-b border-line text-body">
      <span className="text-strong wrap-anywhere">{what}</span>
      {release && state && state.kind !== "none" ? (
        <>
          <Link href={paths.release(app, release.version)} className="text-live underline underline-offset-2">
            {common.releaseVersion(release.version)}
          </Link>
          <State kind={state.kind} label={state.label} strong />
        </>
      ) : (
        <span className="text-ink-2">{text.noReleaseNeeded}</span>
      )}
    </p>
  );
}
