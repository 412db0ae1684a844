import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { App, AppList } from "@/lib/schemas/app";
import { Build, BuildList } from "@/lib/schemas/build";
import { ConfigVar, ConfigVarNames } from "@/lib/schemas/config-var";
import { DynoList, FormationList } from "@/lib/schemas/dyno";
import { LogLines } from "@/lib/schemas/log";
import { Release, ReleaseList } from "@/lib/schemas/release";
import { Slug } from "@/lib/schemas/slug";
import { createApp, getApp, listApps } from "@/lib/server/heroku/apps";
import { cancelBuild, createBuild, getBuild, listBuilds } from "@/lib/server/heroku/builds";
import { listConfigVarNames, patchConfigVars, readConfigVar } from "@/lib/server/heroku/config-vars";
import { listDynos, listFormation } from "@/lib/server/heroku/dynos";
import { readLogs } from "@/lib/server/heroku/logs";
import { findCurrentRelease, getRelease, listReleases } from "@/lib/server/heroku/releases";
import { getSlug } from "@/lib/server/heroku/slugs";
import { appTarball, builtApp, untilEnded, uploadTo } from "@/test/harness/dashboard/builds";
import { type Dashboard, startDashboard } from "@/test/harness/dashboard/dashboard";

let dashboard: Dashboard;
beforeAll(async () => {
  dashboard = await startDashboard();
});
afterAll(() => dashboard.stop());

describe("apps", () => {
  test("are created, listed completely and read by name and id", async () => {
    const { heroku } = dashboard;
    const made = App.parse(await createApp(heroku, { name: "contract-apps" }));
    expect(await getApp(heroku, "contract-apps")).toEqual(made);
    expect(await getApp(heroku, made.id)).toEqual(made);
    const listed = AppList.parse(await listApps(heroku));
    expect(listed.items.map((app) => app.name)).toContain("contract-apps");
    expect(listed.next).toBeNull();
  });

  test("report a taken name with upstream's message", async () => {
    await createApp(dashboard.heroku, { name: "contract-taken" });
    await expect(createApp(dashboard.heroku, { name: "contract-taken" })).rejects.toMatchObject({
      id: "invalid_params",
      status: 422,
    });
  });

  test("that do not exist are distinguished from other resources", async () => {
    await expect(getApp(dashboard.heroku, "no-such-app")).rejects.toMatchObject({ id: "app_not_found" });
    await expect(listBuilds(dashboard.heroku, "no-such-app")).rejects.toMatchObject({ id: "app_not_found" });
  });
});

describe("a built app", () => {
  test("has a build, a release, a slug, a formation, a dyno and logs", async () => {
    const { heroku } = dashboard;
    const { app, build } = await builtApp(dashboard, "contract-built");
    expect(build.status).toBe("succeeded");
    expect(Build.parse(await getBuild(heroku, app, "latest"))).toEqual(build);
    expect(build.source_blob).toMatchObject({ version: "v1", version_description: "first" });
    expect(build.source_blob.url).not.toContain("?");
    const release = Release.parse(await getRelease(heroku, app, build.release?.id ?? ""));
    expect(await getRelease(heroku, app, String(release.version))).toEqual(release);
    expect(release.slug).toEqual(build.slug);
    const slug = Slug.parse(await getSlug(heroku, app, build.slug?.id ?? ""));
    expect(slug.process_types.web).toBe("node server.js");
    const formation = FormationList.parse(await listFormation(heroku, app));
    expect(formation.items).toMatchObject([{ type: "web", quantity: 1 }]);
    const dynos = await expectEventually(
      async () => DynoList.parse(await listDynos(heroku, app)),
      (list) => list.items[0]?.state === "up",
    );
    expect(dynos.items[0]).toMatchObject({ name: "web.1", release: { version: release.version } });
    const logs = await expectEventually(
      async () => LogLines.parse(await readLogs(heroku, app, { dyno: "web.1", lines: 50 })),
      (lines) => lines.items.some((line) => line.includes("hello from web")),
    );
    expect(logs.next).toBeNull();
    expect((await findCurrentRelease(heroku, app))?.id).toBe(release.id);
  });

  test("shows its config vars by name, one value on demand, and a release for each change", async () => {
    const { heroku } = dashboard;
    await createApp(heroku, { name: "contract-config" });
    const before = (await listReleases(heroku, "contract-config")).items[0]?.version ?? 0;
    const names = ConfigVarNames.parse(await patchConfigVars(heroku, "contract-config", { B: "2", A: "1" }));
    expect(names).toEqual({ names: ["A", "B"] });
    expect(ConfigVar.parse(await readConfigVar(heroku, "contract-config", "A"))).toEqual({
      name: "A",
      value: "1",
    });
    await patchConfigVars(heroku, "contract-config", { A: null });
    expect(await listConfigVarNames(heroku, "contract-config")).toEqual({ names: ["B"] });
    await expect(readConfigVar(heroku, "contract-config", "A")).rejects.toMatchObject({ id: "not_found" });
    const after = ReleaseList.parse(await listReleases(heroku, "contract-config"));
    expect(after.items[0]?.version).toBe(before + 2);
  });

  test("pages its releases newest first, and rejects a foreign cursor", async () => {
    const { heroku } = dashboard;
    await createApp(heroku, { name: "contract-pages" });
    for (const value of ["1", "2", "3", "4"]) await patchConfigVars(heroku, "contract-pages", { A: value });
    const versions: number[] = [];
    let after: string | undefined;
    do {
      const page = await listReleases(heroku, "contract-pages", { after, max: 2 });
      versions.push(...page.items.map((release) => release.version));
      after = page.next ?? undefined;
    } while (after);
    expect(versions).toEqual(versions.toSorted((a, b) => b - a));
    expect(versions.at(-1)).toBe(1);
    expect(new Set(versions).size).toBe(versions.length);
    for (const bad of ["x", Buffer.from("id ..; max=1").toString("base64url"), "../", "a".repeat(600)]) {
      await expect(listReleases(heroku, "contract-pages", { after: bad })).rejects.toMatchObject({
        id: "bad_request",
      });
    }
  });
});

describe("a build", () => {
  test("can be canceled once while it runs, and names the user", async () => {
    const { heroku } = dashboard;
    await createApp(heroku, { name: "contract-cancel" });
    const tarball = await appTarball({ build: "node -e 'setTimeout(() => {}, 60000)'" });
    const made = await uploadTo(dashboard, "contract-cancel", tarball);
    const by = { id: "u", email: "ada@example.com" };
    await cancelBuild(heroku, "contract-cancel", made.id, by);
    const ended = await untilEnded(heroku, "contract-cancel", made.id);
    expect(ended).toMatchObject({ status: "failed", canceled_by: by });
    const listed = BuildList.parse(await listBuilds(heroku, "contract-cancel"));
    expect(listed.items[0]?.canceled_by).toEqual(by);
    await expect(cancelBuild(heroku, "contract-cancel", made.id, by)).rejects.toMatchObject({
      id: "conflict",
      status: 409,
    });
  });

  test("from a URL keeps the given version and checksum", async () => {
    const { heroku } = dashboard;
    await createApp(heroku, { name: "contract-url" });
    const url = `${dashboard.platform.objects}/nothing/here.tgz?token=secret`;
    const build = await createBuild(heroku, "contract-url", { source_blob: { url, version: "abc" } });
    expect(Build.parse(build).source_blob).toMatchObject({
      version: "abc",
      url: url.slice(0, url.indexOf("?")),
    });
    expect((await untilEnded(heroku, "contract-url", build.id)).status).toBe("failed");
  });
});

async function expectEventually<T>(read: () => Promise<T>, enough: (value: T) => boolean): Promise<T> {
  let value = await read();
  await expect
    .poll(
      async () => {
        value = await read();
        return enough(value);
      },
      { timeout: 30_000, interval: 200 },
    )
    .toBe(true);
  return value;
}
