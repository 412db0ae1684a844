import type { SortField } from "@/local-platform/http/ranges";
import { visibleAppIds } from "./app-queries";
import { findBuilds, present as presentBuild } from "./builds";
import type { Call, Endpoint, ListItem } from "./endpoint";
import { findPipeline } from "./pipelines";
import { presentRelease, type ShownRelease, selectReleases } from "./releases";

const sort: SortField[] = [
  { name: "id", kind: "text", unique: true },
  { name: "created_at", kind: "time", unique: false },
];

type PipelineApp = { id: string; name: string };

/** The newest build, release or code change of each app of a pipeline that the caller may see, in one call. */
export const pipelineLatestEndpoints: Endpoint[] = [
  {
    method: "GET",
    path: "/pipelines/:pipeline/latest-builds",
    needs: "read",
    sort,
    list: (call) => ofEachApp(call, latestBuild),
  },
  {
    method: "GET",
    path: "/pipelines/:pipeline/latest-releases",
    needs: "read",
    sort,
    list: (call) =>
      ofEachApp(call, async (app) => present(call, app, await newestFirst(call, app).executeTakeFirst())),
  },
  {
    method: "GET",
    path: "/pipelines/:pipeline/latest-deployments",
    needs: "read",
    sort,
    list: (call) =>
      ofEachApp(call, async (app) => present(call, app, deployment(await newestFirst(call, app).execute()))),
  },
];

async function ofEachApp(
  call: Call,
  read: (app: PipelineApp, call: Call) => Promise<ListItem | null>,
): Promise<ListItem[]> {
  const pipeline = await findPipeline(call);
  const apps = await call.context.db
    .selectFrom("pipeline_couplings")
    .innerJoin("apps", "apps.id", "pipeline_couplings.app_id")
    .select(["apps.id", "apps.name"])
    .where("pipeline_id", "=", pipeline.id)
    .where("apps.id", "in", visibleAppIds(call))
    .execute();
  const found = await Promise.all(apps.map((app) => read(app, call)));
  return found.filter((item) => item !== null);
}

async function latestBuild(app: PipelineApp, call: Call): Promise<ListItem | null> {
  const row = await findBuilds(call, app).orderBy("builds.created_at", "desc").executeTakeFirst();
  if (!row) return null;
  const { generation: _, ...body } = presentBuild(call, row);
  return { keys: row, body };
}

const newestFirst = (call: Call, app: PipelineApp) =>
  selectReleases(call, app).orderBy("releases.version", "desc");

/** Returns the newest release whose code differs from that of the previous successful release. */
function deployment(newestFirst: ShownRelease[]): ShownRelease | undefined {
  return newestFirst.find((release, index) => {
    const before = newestFirst.slice(index + 1).find((earlier) => earlier.status === "succeeded");
    return codeOf(release) !== (before ? codeOf(before) : null);
  });
}

const codeOf = (release: ShownRelease) => release.slug_id ?? release.image_id;

function present(call: Call, app: PipelineApp, release: ShownRelease | undefined): ListItem | null {
  return release ? { keys: release, body: presentRelease(call, app, release) } : null;
}
