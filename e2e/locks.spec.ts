import { expect, signIn, test } from "@/test/harness/browser/journey";
import { ask, pipelineWith, press, releasesOf } from "@/test/harness/browser/releases";

test("a locked target is excluded, and overriding keeps version and targets", async ({ page }) => {
  await signIn(page);
  const { pipeline, targets } = await pipelineWith(page, 2);
  const [open = "", locked = ""] = targets;
  await ask(page, "POST", `/api/apps/${locked}/holds`, { reason: "Sale until Monday" });
  await page.goto(`/pipelines/${pipeline}`);

  const box = (name: string) => page.getByRole("checkbox", { name: new RegExp(name) });
  const order = page.getByRole("group", { name: "Order" });
  await expect(page.getByRole("button", { name: `Promote v3 cb6999d → ${open}` })).toBeVisible();
  await expect(box(locked)).not.toBeChecked();
  await expect(box(open)).toBeChecked();
  await expect(page.getByRole("group", { name: "Targets" })).toContainText("Ada: Sale until Monday");
  await expect(order.getByRole("radio").first()).toBeDisabled();
  const place = await order.boundingBox();

  await page.getByRole("button", { name: `Override the lock on ${locked}…` }).press("Enter");
  await expect(box(locked)).toBeFocused();
  const promote = page.getByRole("button", { name: "Override and promote v3 → 2 apps" });
  await expect(promote).toHaveAttribute("aria-disabled", "true");
  await expect(order.getByRole("radio").first()).toBeEnabled();
  expect(await order.boundingBox()).toMatchObject({ x: place?.x, width: place?.width });
  await expect(page.getByText("overrides Ada's lock on ")).toBeVisible();
  for (const radio of await order.getByRole("radio").all()) {
    const id = (await radio.getAttribute("aria-describedby")) ?? "";
    expect(id).not.toContain(" ");
    expect(await page.locator(`[id="${id}"]`).textContent()).not.toBe("");
  }

  // Without the locked target, the rest proceeds as if it had not been selected.
  await box(locked).press("Space");
  await press(page.getByRole("button", { name: `Promote v3 cb6999d → ${open}` }), () =>
    page.waitForURL(/\/promotions\//, { timeout: 5_000 }),
  );
  await expect(page.getByRole("heading", { level: 1 })).toContainText(`v3 runs on ${open}`);
  expect((await releasesOf(page, locked))[0]?.version).toBe(2);
});
