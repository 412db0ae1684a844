import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { dynoFacts } from "@/lib/apps/dyno-facts";
import { appQuery } from "@/lib/client/apps";
import { buildQuery, buildsQuery } from "@/lib/client/builds";
import { dynosQuery, formationQuery } from "@/lib/client/dynos";
import { releaseQuery, releasesQuery } from "@/lib/client/releases";
import { expectedDuration } from "@/lib/timeline/expected-duration";

/** Returns a build, its release, what runs in the app, and the expected duration. */
export function useBuildData(app: string, id: string) {
  const one = useQuery(buildQuery(app, id));
  const appDetails = useQuery(appQuery(app));
  const buildPages = useInfiniteQuery(buildsQuery(app));
  const releasePages = useInfiniteQuery(releasesQuery(app));
  const releases = releasePages.data?.pages.flatMap((page) => page.items) ?? [];
  const current = releases.find((release) => release.current) ?? null;

  const build = one.data;
  const madeId = build?.release?.id;
  const made = useQuery({ ...releaseQuery(app, madeId ?? ""), enabled: madeId !== undefined });
  const release = made.data ?? releases.find((each) => each.id === madeId) ?? null;

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
    /** False until the releases have been read: `current` says nothing before. */
    releasesKnown: releasePages.data !== undefined,
    facts,
    expectedMs: expectedDuration(past),
    webUrl: appDetails.data?.web_url ?? null,
    appName: appDetails.data?.name ?? app,
  };
}
