import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { dynoFacts } from "@/lib/apps/dyno-facts";
import { appQuery } from "@/lib/client/apps";
import { buildQuery, buildsQuery } from "@/lib/client/builds";
import { dynosQuery, formationQuery } from "@/lib/client/dynos";
import { releaseQuery, releasesQuery } from "@/lib/client/releases";
import { expectedDuration } from "@/lib/timeline/expected-duration";

/** Returns a build, its release, the app's current release, and the expected duration. */
export function useBuildData(app: string, id: string) {
  const one = useQuery(buildQuery(app, id));
  const appDetails = useQuery(appQuery(app));
  const buildPages = useInfiniteQuery(buildsQuery(app));
  const releasePages = useInfiniteQuery(releasesQuery(app));
  const releases = releasePages.data?.pages.flatMap((page) => page.items) ?? [];
  const current = releases.find((release) => release.current) ?? null;

  const build = one.data;
  const releaseId = build?.release?.id;
  const ownRelease = useQuery({ ...releaseQuery(app, releaseId ?? ""), enabled: releaseId !== undefined });
  const release = ownRelease.data ?? releases.find((each) => each.id === releaseId) ?? null;

  const dynos = useQuery(dynosQuery(app));
  const formation = useQuery(formationQuery(app));
  const facts =
    release?.current && dynos.data
      ? dynoFacts(dynos.data.items, formation.data?.items ?? [], release.version)
      : [];

  // Data that changes at the end of a build or release is requested at once, not at the next poll.
  const client = useQueryClient();
  const state = `${build?.status} ${release?.status}`;
  const known = useRef(state);
  useEffect(() => {
    if (known.current === state) return;
    known.current = state;
    void client.invalidateQueries({ queryKey: appQuery(app).queryKey });
  }, [state, client, app]);

  const past = (buildPages.data?.pages.flatMap((page) => page.items) ?? []).filter((each) => each.id !== id);
  return {
    one,
    build,
    release,
    current,
    /** false until the releases have been read; `current` is null until then. */
    releasesKnown: releasePages.data !== undefined,
    facts,
    expectedMs: expectedDuration(past),
    webUrl: appDetails.data?.web_url ?? null,
    appName: appDetails.data?.name ?? app,
  };
}
