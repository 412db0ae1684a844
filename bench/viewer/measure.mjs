// One page with one viewer, measured from its start to its end in a browser of its own.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { findChromium } from "../../scripts/test/chromium.mjs";
import { NEEDLE } from "./generate.mjs";

const inPage = readFileSync(join(import.meta.dirname, "in-page.js"), "utf8");
const args = ["--no-sandbox", "--disable-dev-shm-usage", "--js-flags=--max-old-space-size=8192"];

/** Opens `<origin>/<name>.html` with an output in a fresh browser and gives what `act` finds out. */
async function inBrowser(origin, name, build, act) {
  const executablePath = findChromium();
  const browser = await chromium.launch({ ...(executablePath ? { executablePath } : {}), args });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    page.setDefaultTimeout(120_000);
    await page.addInitScript(inPage);
    await page.goto(`${origin}/${name}.html?build=${build}`, { waitUntil: "commit" });
    await page.waitForFunction("window.__viewer !== undefined");
    const session = await browser.newBrowserCDPSession();
    return await act(page, () => peakOf(session));
  } finally {
    await browser.close();
  }
}

/** The most memory that the page's process ever had, in MB (Linux). */
async function peakOf(session) {
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  const peaks = processInfo
    .filter(({ type }) => type === "renderer")
    .map(({ id }) => Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${id}/status`, "utf8"))?.[1] ?? 0));
  return Math.max(...peaks) / 1024;
}

const longest = "Math.max(0, ...__long)";

/** Reads an output whole, scrolls it, jumps about in it and searches it. Times in ms, memory in MB. */
export function measureWhole(origin, name, build) {
  return inBrowser(origin, name, build, async (page, peak) => {
    const whole = await page.evaluate("__whole()");
    const first = await page.evaluate("__first ?? -1");
    const memory = await peak();
    await page.evaluate("__viewer.scrollTo(0)");
    const wheel = await page.evaluate("__scroll(3000, () => __viewer.scrollBy(120))");
    const drag = await page.evaluate("__scroll(3000, (part) => __viewer.scrollTo(part))");
    const jump = await page.evaluate("__jumps(30)");
    const [search, matches] = await page.evaluate(
      `(async () => { const from = performance.now(); const found = await __viewer.search("${NEEDLE}"); return [performance.now() - from, found]; })()`,
    );
    return {
      first,
      whole,
      memory,
      wheel,
      drag,
      jump,
      search,
      matches,
      longest: await page.evaluate(longest),
    };
  });
}

/** Follows an output that comes with so many lines a second. */
export function measureLive(origin, name, rate, seconds) {
  return inBrowser(origin, name, `live-${rate}-${seconds}-${Date.now()}`, async (page, peak) => {
    const tail = await page.evaluate(`__tail(${(seconds - 1) * 1000})`);
    return { ...tail, longest: await page.evaluate(longest), memory: await peak() };
  });
}
