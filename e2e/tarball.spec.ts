import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  buildAndRelease,
  buildsOf,
  chooseTarball,
  createApp,
  expect,
  server,
  signIn,
  source,
  test,
  visit,
} from "@/test/harness/browser/journey";
import { writeTree } from "@/test/harness/tarballs";

test("a tarball of an Express app with dependencies is built, released and answers", async ({
  page,
  request,
}) => {
  const tarball = join(await mkdtemp(join(tmpdir(), "slipway-express-")), "express-app-1.4.0.tgz");
  execFileSync("tar", ["czf", tarball, "-C", "test/fixtures/express-app", "."]);
  await signIn(page);
  const app = await createApp(page);

  await chooseTarball(page, app, "express-app-1.4.0.tgz", readFileSync(tarball));
  await expect(page.getByText("Node.js found").first()).toBeVisible();
  await expect(page.getByLabel("Version")).toHaveValue("1.4.0");
  expect(await buildsOf(page, app), "nothing is sent before the last click").toEqual([]);
  await buildAndRelease(page, app);

  await expect(page.getByRole("heading", { level: 1 })).toContainText("Built", { timeout: 100_000 });
  await expect(page.getByText(/ended · [\d,]+ bytes, complete/)).toBeVisible();
  await expect(page.getByText(/up 1\/1/).first()).toBeVisible();
  expect(await visit(request, app)).toBe("200 Hello World\n");

  await page.goto(`/apps/${app}`);
  await expect(page.getByText(/web up 1\/1/).first()).toBeVisible();
  await expect(page.getByRole("link", { name: /Open app/ })).toHaveAttribute(
    "href",
    new RegExp(`//${app}\\.localhost`),
  );
});

test("a dropped folder is packed without ignored files", async ({ page, request }) => {
  const folder = await mkdtemp(join(tmpdir(), "slipway-folder-"));
  writeTree(folder, {
    Procfile: "web: node web.js\n",
    "web.js": server,
    ".env": "SECRET=1\n",
    ".gitignore": "*.log\n",
    "debug.log": "noise\n",
    "node_modules/left/index.js": "1\n",
  });
  await signIn(page);
  const app = await createApp(page);
  await page.goto(`/apps/${app}`);
  await page.getByRole("button", { name: "Upload…" }).first().click();
  await page.getByLabel("Folder", { exact: true }).setInputFiles(folder);

  for (const leftOut of ["node_modules/", ".env"])
    await expect(page.getByRole("checkbox", { name: leftOut })).not.toBeChecked();
  await buildAndRelease(page, app);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Built", { timeout: 60_000 });
  await expect.poll(() => visit(request, app)).toBe("200 Hello World\n");
});

test("a file dropped anywhere on the app's page is checked, not sent", async ({ page }) => {
  await signIn(page);
  const app = await createApp(page);
  await page.goto(`/apps/${app}`);
  const bytes = Array.from(await source());
  const transfer = await page.evaluateHandle((content) => {
    const data = new DataTransfer();
    data.items.add(new File([new Uint8Array(content)], "hello.tgz", { type: "application/gzip" }));
    return data;
  }, bytes);
  await page.dispatchEvent("body", "dragenter", { dataTransfer: transfer });
  await expect(page.getByText(`Drop to upload to ${app}`)).toBeVisible();
  await expect(page.getByText("Nothing is sent until you press the button.")).toBeVisible();
  await page.dispatchEvent("body", "drop", { dataTransfer: transfer });

  await expect(page.getByRole("button", { name: `Build and release to ${app}` })).toBeEnabled();
  expect(await buildsOf(page, app)).toEqual([]);
});

test("a file that is not a tarball is explained, and a valid one works afterwards", async ({ page }) => {
  await signIn(page);
  const app = await createApp(page);
  await chooseTarball(page, app, "notes.tgz", Buffer.from("this is plain text, not gzip"));
  await expect(page.getByText("The file is not gzip.")).toBeVisible();
  await expect(page.getByText(/tar czf app\.tgz/)).toBeVisible();
  await expect(page.getByRole("button", { name: `Build and release to ${app}` })).toBeDisabled();

  await page.getByRole("button", { name: "Change…" }).click();
  await page
    .getByLabel("Tarball", { exact: true })
    .setInputFiles({ name: "good.tgz", mimeType: "application/gzip", buffer: Buffer.from(await source()) });
  await buildAndRelease(page, app);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Built", { timeout: 60_000 });
});

test("a build from a URL", async ({ page, request }) => {
  const tarball = Buffer.from(await source());
  const { createServer } = await import("node:http");
  const storage = createServer((_request, response) => response.end(tarball));
  await new Promise<void>((resolve) => storage.listen(0, "127.0.0.1", resolve));
  const address = storage.address();
  if (!address || typeof address === "string") throw new Error("no port");
  try {
    await signIn(page);
    const app = await createApp(page);
    await page.goto(`/apps/${app}`);
    await page.getByRole("button", { name: "Upload…" }).first().click();
    await page.getByRole("button", { name: "Build from a URL" }).click();
    await page.getByLabel("URL", { exact: true }).fill(`http://127.0.0.1:${address.port}/archive/v2.tar.gz`);
    await page.getByLabel("Version").fill("v2");
    await buildAndRelease(page, app);
    await expect(page.getByRole("heading", { level: 1 })).toContainText("Built", { timeout: 60_000 });
    await expect.poll(() => visit(request, app)).toBe("200 Hello World\n");
  } finally {
    storage.close();
  }
});
