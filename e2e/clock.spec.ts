import { type Gate, gate } from "@/test/harness/browser/build-gate";
import {
  buildAndRelease,
  buildsOf,
  chooseTarball,
  createApp,
  expect,
  signIn,
  source,
  test,
} from "@/test/harness/browser/journey";

let held: Gate;
test.beforeEach(async () => {
  held = await gate();
});
test.afterEach(() => held.close());

/** Parses "1:02:03" to ms. */
const clockMs = (text: string) => text.split(":").reduce((sum, part) => sum * 60 + Number(part), 0) * 1_000;

for (const minutes of [10, -10, 60 * 24 * 40]) {
  test(`a device whose clock is ${minutes} min off shows the true duration of a build`, async ({ page }) => {
    await page.addInitScript((skew) => {
      const Real = Date;
      globalThis.Date = new Proxy(Real, {
        construct: (target, given: [number]) =>
          given.length > 0 ? new target(...given) : new target(Real.now() + skew),
        get: (target, key) => (key === "now" ? () => Real.now() + skew : Reflect.get(target, key)),
      });
    }, minutes * 60_000);
    await signIn(page);
    const app = await createApp(page);
    await chooseTarball(page, app, "slow.tgz", await source(`node -e "fetch('${held.url}')"`));
    await buildAndRelease(page, app);
    const [build] = await buildsOf(page, app);
    const begun = Date.parse(build?.created_at ?? "");
    const elapsed = page
      .locator("main header")
      .getByText(/^\d+:\d\d$/)
      .last();
    await expect(async () => {
      const shown = clockMs((await elapsed.textContent()) ?? "");
      expect(Math.abs(Date.now() - begun - shown)).toBeLessThan(2_500);
      expect(shown).toBeGreaterThan(2_000);
    }).toPass();
    held.open();
    await expect(page.getByText("Built", { exact: true }).first()).toBeVisible();
    await page.goto(`/apps/${app}`);
    await expect(page.getByText(/^runs since \d\d:\d\d \(\d{1,2} s\)$/).first()).toBeVisible();
  });
}
