import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { gate } from "@/test/harness/browser/build-gate";
import {
  buildAndRelease,
  chooseTarball,
  createApp,
  expect,
  signIn,
  source,
  test,
} from "@/test/harness/browser/journey";

type DragType = "dragEnter" | "dragOver" | "drop" | "dragCancel";
type Dragged = { files?: string[]; items?: { mimeType: string; data: string }[] };

/** Returns a function that sends the events of a drag from outside the browser. */
async function dragOf(page: Page, { files = [], items = [] }: Dragged) {
  const client = await page.context().newCDPSession(page);
  return (type: DragType, x: number, y: number) =>
    client.send("Input.dispatchDragEvent", {
      type,
      x,
      y,
      data: { items, files, dragOperationsMask: 1 },
    });
}

/** Makes the browser's nth read of a dropped folder wait. Returns a function that resumes it. */
async function pauseFolderRead(page: Page, nth: number): Promise<() => Promise<void>> {
  await page.addInitScript((paused) => {
    const { webkitGetAsEntry } = DataTransferItem.prototype;
    let reads = 0;
    const pausing = ({ readEntries }: FileSystemDirectoryReader) =>
      function (this: FileSystemDirectoryReader, ...callbacks: Parameters<typeof readEntries>) {
        reads += 1;
        const read = () => readEntries.apply(this, callbacks);
        if (reads === paused) window.addEventListener("folder-read-resumed", read, { once: true });
        else read();
      };
    // Chromium does not expose the interface of readers: its prototype is found through the dropped entry.
    DataTransferItem.prototype.webkitGetAsEntry = function () {
      const entry = webkitGetAsEntry.call(this);
      DataTransferItem.prototype.webkitGetAsEntry = webkitGetAsEntry;
      if (entry && "createReader" in entry && typeof entry.createReader === "function") {
        const prototype = Object.getPrototypeOf(entry.createReader());
        prototype.readEntries = pausing(prototype);
      }
      return entry;
    };
  }, nth);
  return () => page.dispatchEvent("html", "folder-read-resumed");
}

const overlay = (page: Page) => page.getByText("Nothing is sent until you press the button.");

type Drag = Awaited<ReturnType<typeof dragOf>>;

/** Begins a drag and moves until the page shows that it accepts the files, which it does once it is hydrated. */
async function enter(page: Page, drag: Drag, x: number, y: number): Promise<void> {
  await drag("dragEnter", x, y);
  await expect
    .poll(async () => {
      await drag("dragOver", x, y);
      return overlay(page).isVisible();
    })
    .toBe(true);
}

test("the drop overlay closes with the drag, also if the element below the pointer was removed", async ({
  page,
}) => {
  const held = await gate();
  await signIn(page);
  const app = await createApp(page);
  const wait = `node -e "require('node:http').get('${held.url}')"`;
  await chooseTarball(page, app, "held.tgz", await source(wait));
  await buildAndRelease(page, app);
  const cancel = page.getByRole("button", { name: "Cancel build…" });
  const box = await cancel.boundingBox();
  if (!box) throw new Error("the button is drawn");
  const [x, y] = [box.x + 20, box.y + 10];
  const drag = await dragOf(page, { files: ["/etc/hostname"] });
  await enter(page, drag, x, y);
  const title = await page.getByText(`Drop to upload to ${app}`).boundingBox();
  const line = await overlay(page).boundingBox();
  expect(line?.y ?? 0, "the sentence stands under the title").toBeGreaterThanOrEqual(
    (title?.y ?? 0) + (title?.height ?? 0),
  );

  held.open();
  await expect(cancel).toHaveCount(0, { timeout: 60_000 });
  await drag("dragCancel", x, y);
  await expect(overlay(page)).toHaveCount(0);

  await drag("dragEnter", x, y);
  await expect(overlay(page)).toBeVisible();
  await drag("dragOver", x, y + 200);
  await expect(overlay(page)).toBeVisible();
  // A drag canceled by the developer tools sends no `dragleave`: the next pointer move ends it.
  await drag("dragCancel", x, y + 200);
  await page.mouse.move(x, y + 210);
  await expect(overlay(page)).toHaveCount(0);
  held.close();
});

test("dragging text, a link or an image of the page opens no overlay", async ({ page }) => {
  await signIn(page);
  const app = await createApp(page);
  await page.goto(`/apps/${app}`);
  await expect(page.getByRole("heading", { level: 1 })).toContainText(app);
  const hydrated = await dragOf(page, { files: ["/etc/hostname"] });
  await enter(page, hydrated, 400, 300);
  await hydrated("dragCancel", 400, 300);
  await page.mouse.move(400, 310);
  await expect(overlay(page)).toHaveCount(0);
  for (const mimeType of ["text/plain", "text/uri-list"]) {
    const drag = await dragOf(page, { items: [{ mimeType, data: "https://example.com/" }] });
    await drag("dragEnter", 400, 300);
    await drag("dragOver", 410, 300);
    await expect(overlay(page)).toHaveCount(0);
    await drag("dragCancel", 410, 300);
  }
  const drag = await dragOf(page, { files: ["/etc/hostname"] });
  await page.dispatchEvent("body", "dragstart");
  await drag("dragEnter", 400, 300);
  await expect(overlay(page)).toHaveCount(0);
  await drag("dragCancel", 400, 300);
  await page.dispatchEvent("body", "dragend");
  await drag("dragEnter", 400, 300);
  await expect(overlay(page)).toBeVisible();
  await page.keyboard.press("Shift");
  await expect(overlay(page), "no key is pressed during a drag").toHaveCount(0);
});

test("dropping a folder reads all of it or names what cannot be read, and allows another drop", async ({
  page,
}) => {
  const folder = mkdtempSync(join(tmpdir(), "slipway-folder-"));
  const write = (path: string) => {
    mkdirSync(join(folder, path, ".."), { recursive: true });
    writeFileSync(join(folder, path), "");
  };
  for (let outer = 0; outer < 60; outer += 1)
    for (let inner = 0; inner < 60; inner += 1) write(`d${outer}/deep/f${inner}.txt`);
  writeFileSync(join(folder, "package.json"), "{}");
  await signIn(page);
  const app = await createApp(page);
  const resume = await pauseFolderRead(page, 150);
  await page.goto(`/apps/${app}`);
  await expect(page.getByRole("heading", { level: 1 })).toContainText(app);
  const sheet = page.getByRole("dialog");
  const drag = await dragOf(page, { files: [folder] });
  await enter(page, drag, 600, 400);
  const dropped = drag("drop", 600, 400);
  await expect(sheet.getByText(/files so far/)).toBeVisible();
  for (let outer = 30; outer < 60; outer += 1) rmSync(join(folder, `d${outer}`), { recursive: true });
  await resume();
  await dropped;
  await expect(sheet.getByRole("alert")).toContainText(/d\d+\S* could not be read/);
  await expect(sheet.getByText(/files so far/)).toHaveCount(0);

  await enter(page, drag, 600, 400);
  await drag("drop", 600, 400);
  await expect(sheet.getByText("1,801 files").first()).toBeVisible();
  const two = await dragOf(page, { files: [folder, "/etc/hostname"] });
  await enter(page, two, 600, 400);
  await two("drop", 600, 400);
  await expect(sheet.getByRole("alert")).toContainText("2 things were dropped.");
  rmSync(folder, { recursive: true });
});
