import { build, inParts, line } from "@/test/harness/browser/build-output";
import {
  buildAndRelease,
  buildsOf,
  chooseTarball,
  clearFaults,
  createApp,
  expect,
  fault,
  signIn,
  source,
  test,
} from "@/test/harness/browser/journey";

test.afterEach(({ request }) => clearFaults(request));

test("a failing build shows why, above its output", async ({ page }) => {
  await signIn(page);
  const app = await createApp(page);
  const script =
    "node -e \"console.log('compiling'); console.error('src/a.ts(3,7): error TS2322: Type A is not B.'); process.exit(2)\"";
  await chooseTarball(page, app, "broken.tgz", await source(script));
  await buildAndRelease(page, app);

  await expect(page.getByRole("heading", { level: 1 })).toContainText("Failed in build", { timeout: 60_000 });
  const why = page.getByRole("region", { name: "Why it failed" });
  await expect(why).toContainText("error TS2322: Type A is not B.");
  await expect(page).toHaveTitle(/^✕ /);
  await why.getByRole("button", { name: /Go to line/ }).click();
  await expect(page.getByText("error TS2322: Type A is not B.").last()).toBeInViewport();
});

test("the output arrives while the build runs", async ({ page }) => {
  const { program, next } = await inParts(2, 1);
  const app = await build(page, program);

  await expect(line(page, 1)).toBeVisible();
  await expect(page.getByText("live", { exact: true }).first()).toBeVisible();
  expect(await buildsOf(page, app)).toMatchObject([{ status: "pending" }]);
  next();
  await expect(line(page, 2)).toBeVisible();
  next();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Built", { timeout: 60_000 });
});

test("a build is canceled in two steps, by name", async ({ page }) => {
  await signIn(page);
  const app = await createApp(page);
  await chooseTarball(page, app, "endless.tgz", await source('node -e "setInterval(() => {}, 1000)"'));
  await buildAndRelease(page, app);

  await page.getByRole("button", { name: "Cancel build…" }).click();
  await page
    .getByRole("group", { name: "Cancel this build?" })
    .getByRole("button", { name: /^Cancel build/ })
    .click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(/canceled/i);
  expect(await buildsOf(page, app)).toMatchObject([{ status: "failed" }]);
});

test("output is complete and not repeated after connections were cut", async ({ page, request }) => {
  await signIn(page);
  const app = await createApp(page);
  const script =
    "node -e \"let n = 0; const t = setInterval(() => { for (let i = 0; i < 25; i++) console.log('line ' + ++n); if (n >= 500) clearInterval(t) }, 100)\"";
  // The upstream connection is cut three times, once in the middle of a line.
  for (const cut_at of [700, 1501, 3333])
    await fault(request, {
      port: "objects",
      method: "GET",
      path: "/streams/**",
      cut_at,
      times: 1,
      drop: true,
    });
  await chooseTarball(page, app, "lines.tgz", await source(script));
  await buildAndRelease(page, app);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Built", { timeout: 60_000 });
  await expect(page.getByText(/ended · [\d,]+ bytes, complete/)).toBeVisible();

  const [build] = await buildsOf(page, app);
  const output = await (
    await page.request.get(`/api/apps/${app}/builds/${build?.id}/output?offset=0`)
  ).text();
  const numbers = [...output.replaceAll("\0", "").matchAll(/^ *line (\d+)$/gm)].map((match) =>
    Number(match[1]),
  );
  expect(numbers).toEqual(Array.from({ length: 500 }, (_, index) => index + 1));
});

test("a browser that was offline resumes at the byte where it stopped", async ({ page, context }) => {
  const { program, next } = await inParts(2, 40);
  const app = await build(page, program);
  await expect(line(page, 40)).toBeVisible();
  await context.setOffline(true);
  await context.setOffline(false);
  next();
  await expect(line(page, 80)).toBeVisible();
  next();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Built", { timeout: 60_000 });

  const [made] = await buildsOf(page, app);
  const output = await (await page.request.get(`/api/apps/${app}/builds/${made?.id}/output?offset=0`)).body();
  const bytes = output.filter((byte) => byte !== 0).length;
  await expect(page.getByText(`ended · ${bytes.toLocaleString("en")} bytes, complete`)).toBeVisible();
});
