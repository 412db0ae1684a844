import { z } from "zod";
import { createApp, expect, signIn, test } from "@/test/harness/browser/journey";
import {
  ask,
  currentOf,
  pipelineWith,
  press,
  releaseSlug,
  runsOther,
  setConfig,
} from "@/test/harness/browser/releases";

const Id = z.object({ id: z.string() });
const Outcome = z.object({ outcome: z.string() });

test("a rollback that was undone hides no change, and a release has the same description everywhere", async ({
  page,
}) => {
  await signIn(page);
  const { pipeline, staging, targets } = await pipelineWith(page, 1);
  const [target = ""] = targets;
  await releaseSlug(page, staging, {
    commit: "7d20be1",
    description: "Drop the old table",
    greeting: "Third",
  });
  const rollBack = async (to: number) => {
    const before = await currentOf(page, staging);
    const { id } = Id.parse(await ask(page, "GET", `/api/apps/${staging}/releases/${to}`));
    await ask(page, "POST", `/api/apps/${staging}/releases`, {
      release: id,
      expected_current: before?.id ?? null,
    });
    return runsOther(page, staging, before?.id);
  };
  await rollBack(2);
  const { version } = await rollBack(4);
  const described = "Drop the old table · rolled back to v4";

  await page.goto(`/pipelines/${pipeline}`);
  const changes = page.getByRole("region", { name: "Changes" });
  await expect(changes.getByRole("heading", { name: "2 changes" })).toBeVisible();
  await expect(changes.getByRole("listitem")).toHaveText([
    /7d20be1.*Drop the old table/,
    // Of a slug without a build, only the running release is read.
    /cb6999d.*v3/,
  ]);
  // The source's card, the row of the promotable release, and the lane.
  await expect(page.getByText(described)).toHaveCount(3);
  for (const path of [
    `/apps/${staging}`,
    `/apps/${staging}/releases`,
    `/apps/${staging}/releases/${version}`,
  ]) {
    await page.goto(path);
    await expect(page.getByText(described).first()).toBeVisible();
  }
  await page.goto(`/pipelines/${pipeline}`);
  await press(page.getByRole("button", { name: /^Promote v6 7d20be1 → / }), () =>
    page.waitForURL(/\/promotions\//, { timeout: 5_000 }),
  );
  await expect(page.getByRole("heading", { level: 1 })).toContainText(`v6 runs on ${target}`);
  await expect(page.getByRole("heading", { level: 1 })).toContainText(described);
  await rollBack(2);
  await page.goto(`/pipelines/${pipeline}`);
  await expect(page.getByText("2 behind").first()).toBeVisible();
  await expect(page.getByText("older code: 2 changes are removed from production")).toBeVisible();
  await expect(changes.getByRole("heading", { name: "2 changes removed from production" })).toBeVisible();
});

test("a superseded promotion is grey and in the past tense, and rolling it back names what it replaces", async ({
  page,
}) => {
  await signIn(page);
  const { pipeline, targets } = await pipelineWith(page, 1);
  const [target = ""] = targets;
  await page.goto(`/pipelines/${pipeline}`);
  await page.getByRole("button", { name: /^Promote v3 cb6999d → / }).click();
  await page.waitForURL(/\/promotions\//);
  const heading = page.getByRole("heading", { level: 1 });
  await expect(heading).toContainText(`v3 runs on ${target}`);
  await expect(page).toHaveTitle(/^✓ v3 runs/);

  const promoted = await currentOf(page, target);
  await setConfig(page, target, { LOG_LEVEL: "debug" });
  await runsOther(page, target, promoted?.id);
  await expect(heading).toContainText(new RegExp(`v3 ran on ${target} until \\d\\d:\\d\\d`), {
    timeout: 60_000,
  });
  await expect(page.getByText(/^ran v3 until \d\d:\d\d · replaced by v4$/)).toBeVisible();
  await expect(page.getByText(/up on v3/)).toHaveCount(0);
  await expect(page).toHaveTitle(/v3 ran on/);
  expect(await page.locator("main .text-ok").count()).toBe(0);
  await page.getByRole("button", { name: /^Put back v2/ }).click();
  await expect(
    page.getByText(
      "This replaces v4, Retry webhooks with back-off · set LOG_LEVEL, released after this promotion.",
    ),
  ).toBeVisible();

  await page.goto(`/pipelines/${pipeline}`);
  const row = page.getByRole("region", { name: "Promotions to production" }).getByRole("listitem").first();
  await expect(row).toContainText(/ran until \d\d:\d\d/);
});

test("a user who cannot see the target reads that its state is unknown, before and after a rollback", async ({
  page,
  browser,
}) => {
  await signIn(page);
  const target = await createApp(page);
  await releaseSlug(page, target, { commit: "a1b2c3d", description: "Warm the cache" });
  const [source, before] = [await currentOf(page, "example-app"), await currentOf(page, target)];
  const { id } = Id.parse(
    await ask(page, "POST", "/api/pipeline-promotions", {
      pipeline: null,
      source: { app: "example-app", release: source?.id, slug: source?.slug?.id },
      targets: [{ app: target, expected_current: before?.id }],
      order: "together",
    }),
  );
  const ends = (promotion: string) =>
    expect
      .poll(
        async () => Outcome.parse(await ask(page, "GET", `/api/pipeline-promotions/${promotion}`)).outcome,
        {
          timeout: 60_000,
        },
      )
      .toBe("succeeded");
  await ends(id);

  const context = await browser.newContext();
  const other = await context.newPage();
  await signIn(other, { as: "Ben" });
  const says = async () => {
    await other.goto(`/promotions/${id}`);
    await expect(
      other.getByText(/^Your account can't see a hidden app, so Slipway can't tell/),
    ).toBeVisible();
    await expect(other.getByRole("heading", { level: 1 })).toContainText(/Promoted v\d+ → a hidden app/);
    await expect(other).not.toHaveTitle(/✓/);
    expect(await other.locator("main .text-ok").count()).toBe(0);
  };
  await says();
  const released = await currentOf(page, target);
  const back = Id.parse(
    await ask(page, "POST", `/api/pipeline-promotions/${id}/put-back`, {
      targets: [{ app: target, expected_current: released?.id }],
    }),
  );
  await ends(back.id);
  await says();
  await context.close();
});
