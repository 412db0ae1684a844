import { useInfiniteQuery, useQueries, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useHolds } from "@/components/send/use-holds";
import { buildsQuery } from "@/lib/client/builds";
import { appLogsQuery } from "@/lib/client/logs";
import { releasesQuery } from "@/lib/client/releases";
import { slugQuery } from "@/lib/client/slugs";
import { type Candidate, crashesIn, lastReleasePhaseMs, rollBackChoices } from "@/lib/promotion/roll-back";
import type { Release } from "@/lib/schemas/release";
import { describeRelease } from "@/lib/timeline/describe-release";
import { newestFirst } from "@/lib/timeline/lineage";

/** Returns the data of the roll back sheet of an app, from queries shared with its page. */
export function useRollBackData(app: string) {
  const releasePages = useInfiniteQuery(releasesQuery(app));
  const buildPages = useInfiniteQuery(buildsQuery(app));
  const log = useQuery(appLogsQuery(app));
  const releases = useMemo(
    () => newestFirst(releasePages.data?.pages.flatMap((page) => page.items) ?? []),
    [releasePages.data],
  );
  const builds = useMemo(() => buildPages.data?.pages.flatMap((page) => page.items) ?? [], [buildPages.data]);
  const { marked } = useHolds(app);
  const choices = useMemo(() => rollBackChoices(releases, marked), [releases, marked]);
  const current = releases.find((release) => release.current) ?? null;
  // A promoted release was built elsewhere: only its slug has the commit.
  const named = [...choices.shown.map(({ release }) => release), ...(current ? [current] : [])];
  const slugs = useQueries({ queries: named.map((release) => slugQuery(app, release.slug?.id)) });
  return {
    releasePages,
    choices,
    current,
    isMarked: ({ slug }: Release) => slug !== null && marked.has(slug.id),
    pending: releases[0]?.status === "pending" ? releases[0] : null,
    releasePhaseMs: lastReleasePhaseMs(releases),
    descriptionOf: (release: Release) =>
      describeRelease(release, {
        builds,
        releases,
        slug: slugs.find(({ data }) => data && data.id === release.slug?.id)?.data ?? null,
      }),
    /** Returns the crashes while it was current; null when the log does not reach back that far. */
    crashesOf: ({ release, ranMs }: Candidate) => {
      const from = Date.parse(release.created_at);
      return log.data && ranMs !== null ? crashesIn(log.data.items, from, from + ranMs) : null;
    },
  };
}

export type RollBackData = ReturnType<typeof useRollBackData>;
