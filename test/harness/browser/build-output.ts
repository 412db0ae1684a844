import type { Locator, Page } from "@playwright/test";
import { type Gate, gate } from "./build-gate";
import { buildAndRelease, chooseTarball, createApp, signIn, source, test } from "./journey";

const gates: Gate[] = [];
test.afterEach(() => {
  for (const each of gates.splice(0)) each.close();
});

/** Builds a source whose build script is this program, and opens its page. Returns the app's name. */
export async function build(page: Page, program: string): Promise<string> {
  await signIn(page);
  const app = await createApp(page);
  await chooseTarball(page, app, "output.tgz", await source(`node -e "${program}"`));
  await buildAndRelease(page, app);
  return app;
}

/** Prints "line 1" and so on in batches, and waits at the gate after each batch. */
export async function inParts(parts: number, lines: number): Promise<{ program: string; next: () => void }> {
  const held = await gate();
  gates.push(held);
  const program = `let n = 0; const go = async () => { for (let part = 0; part < ${parts}; part += 1) { process.stdout.write(Array.from({ length: ${lines} }, () => 'line ' + (n += 1)).join('\\n') + '\\n'); await fetch('${held.url}'); } }; go()`;
  return { program, next: held.open };
}

/** Returns the row of a line of the output, counted from 1. */
export const row = (page: Page, number: number): Locator => page.locator(`[data-line="${number - 1}"]`);

/** Returns what the program printed as its line of this number. */
export const line = (page: Page, number: number): Locator =>
  page.getByText(`line ${number}`, { exact: true });

/** The text below the last line of a complete output. */
export const complete = (page: Page): Locator =>
  page.getByText(/^complete: .* SHA-256 [0-9a-f]{64}, checked here$/);

/** Returns the position of each visible line. */
export const places = (log: Locator): Promise<string> =>
  log.evaluate((element) => {
    const view = element.getBoundingClientRect();
    return [...element.querySelectorAll<HTMLElement>("[data-line]:not(.o-pinned)")]
      .map((each) => ({ line: each.dataset.line, top: each.getBoundingClientRect().top }))
      .filter(({ top }) => top > view.top && top < view.bottom)
      .map(({ line, top }) => `${line} ${top}`)
      .join();
  });

/** Returns the numbers of all printed lines, as copied from the pane. */
export async function numbersIn(page: Page): Promise<number[]> {
  await page.getByRole("button", { name: "Copy", exact: true }).click();
  await page.getByRole("menuitem", { name: "Copy text" }).click();
  await page.getByRole("button", { name: "Copied" }).waitFor();
  const text = await page.evaluate(() => navigator.clipboard.readText());
  return [...text.matchAll(/^ *line (\d+)$/gm)].map((match) => Number(match[1]));
}

export const upTo = (last: number): number[] => Array.from({ length: last }, (_, index) => index + 1);
