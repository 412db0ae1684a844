import { randomBytes } from "node:crypto";
import { expect, type Locator, type Page } from "@playwright/test";
import { z } from "zod";
import { api } from "@/lib/paths";
import { ReviewAppList } from "@/lib/schemas/review";
import { textEntry, tgz } from "@/test/harness/tarballs";
import { createApp, server } from "./journey";

const Id = z.object({ id: z.string() });
const Release = z.object({
  id: z.string(),
  version: z.number(),
  status: z.string(),
  current: z.boolean(),
  slug: Id.nullable(),
  description: z.string().nullable(),
});
const Releases = z.object({ items: z.array(Release) });
type Release = z.infer<typeof Release>;

/** Calls a route as the page would, and expects this status. */
export async function ask(
  page: Page,
  method: "GET" | "POST" | "PATCH" | "PUT",
  url: string,
  data?: unknown,
  expected = [200, 201],
): Promise<unknown> {
  const answer = await page.request.fetch(url, {
    method,
    headers: {
      origin: new URL(page.url()).origin,
      ...(Buffer.isBuffer(data) ? { "content-type": "application/octet-stream" } : {}),
    },
    ...(data === undefined ? {} : { data }),
  });
  expect(expected, `${method} ${url}: ${await answer.text()}`).toContain(answer.status());
  return answer.json();
}

export async function releasesOf(page: Page, app: string): Promise<Release[]> {
  return Releases.parse(await ask(page, "GET", `/api/apps/${app}/releases`)).items;
}

export async function currentOf(page: Page, app: string): Promise<Release | undefined> {
  return (await releasesOf(page, app)).find((release) => release.current);
}

/** Waits until the app runs another release. */
export async function runsOther(page: Page, app: string, than: string | undefined): Promise<Release> {
  await expect.poll(async () => (await currentOf(page, app))?.id, { timeout: 30_000 }).not.toBe(than);
  const current = await currentOf(page, app);
  if (!current) throw new Error(`${app} runs nothing`);
  return current;
}

/** Waits until the review of an app, by name, shows this release as the current one. */
export async function runsInReview(page: Page, app: string, release: string | undefined): Promise<void> {
  const id = z.object({ id: z.string() }).parse(await ask(page, "GET", api.app(app))).id;
  const current = async () =>
    ReviewAppList.parse(await ask(page, "GET", api.reviews([id]))).items[0]?.current?.id;
  await expect.poll(current, { timeout: 30_000 }).toBe(release);
}

/** The release phase of these journeys: fails or waits if the config says so. */
const phase = `
const { FAIL, WAIT_MS } = process.env;
console.log("Checking the tables");
setTimeout(() => { console.log(FAIL ? "a table is missing" : "done"); process.exit(FAIL ? 1 : 0); }, Number(WAIT_MS ?? 0));
`;

/** Returns the tarball of a slug: an app that greets, with a release command that can fail or wait. */
export function slugTarball(greeting = "Hello World"): Promise<Uint8Array<ArrayBuffer>> {
  return tgz([
    textEntry("./app/web.js", server.replace("Hello World", greeting)),
    textEntry("./app/release.js", phase),
    textEntry("./app/Procfile", "web: node web.js\nrelease: node release.js\n"),
  ]);
}

/**
 * Clicks a button whose label has just changed until `done` passes: within 600 ms of the change it ignores clicks. A
 * button that is gone was clicked; then only `done` is waited for.
 */
export async function press(button: Locator, done: () => Promise<unknown>): Promise<void> {
  await expect(async () => {
    if (await button.isVisible()) await button.click({ timeout: 2_000 });
    await done();
  }).toPass({ timeout: 30_000 });
}

type Code = { commit: string; description: string; releasePhase?: boolean; greeting?: string };

/** Creates a slug on the app and releases it: seconds faster than a build. Returns the slug's id. */
export async function releaseSlug(page: Page, app: string, code: Code): Promise<string> {
  const before = await currentOf(page, app);
  const slug = Id.parse(
    await ask(page, "POST", `/api/apps/${app}/slugs`, {
      process_types: { web: "node web.js", ...(code.releasePhase ? { release: "node release.js" } : {}) },
      commit: code.commit,
      commit_description: code.description,
    }),
  );
  await ask(
    page,
    "PUT",
    `/api/apps/${app}/slugs/${slug.id}/blob`,
    Buffer.from(await slugTarball(code.greeting)),
  );
  await ask(page, "POST", `/api/apps/${app}/releases`, {
    slug: slug.id,
    expected_current: before?.id ?? null,
  });
  await runsOther(page, app, before?.id);
  return slug.id;
}

export async function setConfig(page: Page, app: string, vars: Record<string, string>): Promise<void> {
  await ask(page, "PATCH", `/api/apps/${app}/config-vars`, vars);
}

export type Stages = { pipeline: string; staging: string; targets: string[] };

/** Creates a pipeline with one staging app that runs `new` and production apps that run `old`. */
export async function pipelineWith(page: Page, targetCount: number, releasePhase = false): Promise<Stages> {
  const pipeline = `line-${randomBytes(4).toString("hex")}`;
  const { id } = Id.parse(await ask(page, "POST", "/api/pipelines", { name: pipeline }));
  const staging = await createApp(page);
  const targets: string[] = [];
  for (let index = 0; index < targetCount; index += 1) targets.push(await createApp(page));
  const couple = (app: string, stage: string) =>
    ask(page, "POST", `/api/pipelines/${id}/couplings`, { app, stage });
  await couple(staging, "staging");
  for (const target of targets) await couple(target, "production");
  const slug = await releaseSlug(page, staging, {
    commit: "a1b2c3d",
    description: "Warm the cache",
    releasePhase,
  });
  for (const target of targets) {
    const before = await currentOf(page, target);
    await ask(page, "POST", `/api/apps/${target}/releases`, { slug, expected_current: before?.id ?? null });
    await runsOther(page, target, before?.id);
  }
  await releaseSlug(page, staging, {
    commit: "cb6999d",
    description: "Retry webhooks with back-off",
    releasePhase,
    greeting: "Hello again",
  });
  return { pipeline, staging, targets };
}
