// One page with one viewer, measured from start to end in a fresh browser.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { findChromium } from "../../scripts/test/chromium.mjs";
import { NEEDLE } from "./generate.mjs";

const inPage = readFileSync(join(import.meta.dirname, "in-page.js"), "utf8");
const args = ["--no-sandbox", "--disable-dev-shm-usage", "--js-flags=--max-old-space-size=8192"];

/** Opens a viewer's page with an output in a fresh browser and returns the result of `act`. */
export async function inBrowser(origin, name, query, act) {
  const executablePath = findChromium();
  const browser = await chromium.launch({ ...(executablePath ? { executablePath } : {}), args });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    page.setDefaultTimeout(120_000);
    await page.addInitScript(inPage);
    const address = `${origin}/viewer/pages/${name}.html?${new URLSearchParams(query)}`;
    await page.goto(address, { waitUntil: "commit" });
    await page.waitForFunction("window.__viewer !== undefined");
    const session = await browser.newBrowserCDPSession();
    return await act(page, () => peakOf(session));
  } finally {
    await browser.close();
  }
}

/** Returns the peak memory of the page's process, in MB (Linux). */
async function peakOf(session) {
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  const peaks = processInfo
    .filter(({ type }) => type === "renderer")
    .map(({ id }) => Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${id}/status`, "utf8"))?.[1] ?? 0));
  return Math.max(...peaks) / 1024;
}

/** Measures only the time until the first line is shown. Times in ms. */
export function measureFirst(origin, name, build) {
  return inBrowser(origin, name, { build }, async (page) => {
    await page.waitForFunction("window.__first !== undefined");
    return { first: await page.evaluate("__first") };
  });
}

/** Loads a whole output, scrolls, jumps and searches. Times in ms, memory in MB. */
export function measureWhole(origin, name, build, timeoutMs) {
  return inBrowser(origin, name, { build }, async (page, peak) => {
    const whole = await within(timeoutMs, page.evaluate("__whole()"));
    const first = await page.evaluate("window.__first");
    const memory = await peak();
    if (whole === null) return { first, memory };
    const loading = await page.evaluate("__longest()");
    try {
      return { first, whole, memory, loading, ...(await use(page)) };
    } catch (error) {
      // A viewer may survive loading and crash when scrolled.
      if (!/crashed/.test(String(error))) throw error;
      return { first, whole, memory, loading };
    }
  });
}

/** Scrolls, jumps and searches in a loaded viewer. Times in ms. */
async function use(page) {
  const from = await page.evaluate("performance.now()");
  await page.evaluate("__viewer.scrollTo(0)");
  const wheel = await page.evaluate("__scroll(2000, () => __viewer.scrollBy(120))");
  const drag = await page.evaluate("__scroll(2000, (part) => __viewer.scrollTo(part))");
  const jump = await page.evaluate("__jumps(30)");
  const found = await page.evaluate(`__search(${JSON.stringify(NEEDLE)})`);
  const using = await page.evaluate(`__longest(${from})`);
  return { using, wheel, drag, jump, ...found };
}

/** Follows an output of this many lines a second. */
export function measureLive(origin, name, rate, seconds) {
  const build = `live-${rate}-${seconds}-${Date.now()}`;
  return inBrowser(origin, name, { build }, async (page, peak) => {
    const tail = await within(6_000 * seconds, page.evaluate(`__tail(${(seconds - 1) * 1000})`));
    if (tail === null) return { memory: await peak() };
    return { ...tail, longest: await page.evaluate("__longest()"), memory: await peak() };
  });
}

/** Resolves with the promise's value, or null if it takes longer than `ms` or its page crashes. */
function within(ms, promise) {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(null), ms);
    promise
      .catch(() => null)
      .then((value) => {
        clearTimeout(timer);
        resolve(value);
      });
  });
}
