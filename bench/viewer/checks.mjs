// Checks with an output beyond browser limits: its last line can be reached, and the page stays responsive.
import { inBrowser } from "./measure.mjs";

const LINES = 2_000_000;
const MEGABYTES = 10;
/** In px; the second and third are the maximum element heights of Chromium and Firefox. */
const LIMITS = [8_000_000, 33_554_428, 17_895_697];

/** Returns table rows: the action, the result, and whether it is correct. */
export async function checkLimits(origin) {
  const rows = [];
  for (const limit of LIMITS) rows.push(await lastLine(origin, limit));
  rows.push(await oneLine(origin));
  return rows.map(([what, seen, right]) => [what, seen, right ? "yes" : "**NO**"]);
}

const bottom = `(() => {
  const box = document.querySelector("[role=log]");
  const rows = [...box.querySelectorAll("[data-line]")].filter((row) => {
    const { top, bottom } = row.getBoundingClientRect();
    return top < box.getBoundingClientRect().bottom && bottom > box.getBoundingClientRect().top;
  });
  return rows.at(-1)?.textContent ?? "";
})()`;

/** By key, by the end of the scroll bar, and by wheel from a little above: always the last line. */
function lastLine(origin, highest) {
  return inBrowser(origin, "ours", { build: `numbered-${LINES}`, highest }, async (page) => {
    await page.waitForFunction("__viewer.loaded()");
    const seen = [];
    const look = async () => {
      await page.evaluate("new Promise((resolve) => setTimeout(resolve, 400))");
      seen.push(await page.evaluate(bottom));
    };
    await page.getByRole("log").press("Home");
    await look();
    await page.getByRole("log").press("End");
    await look();
    await page.evaluate("__viewer.scrollTo(0.5)");
    await page.evaluate("__viewer.scrollTo(1)");
    await look();
    await page.getByRole("log").hover();
    for (let turn = 0; turn < 8; turn += 1) await page.mouse.wheel(0, -500);
    await look();
    for (let turn = 0; turn < 10; turn += 1) await page.mouse.wheel(0, 500);
    await look();
    const [first, end, bar, above, wheel] = seen.map((text) => Number(text.split("line ").at(-1)));
    const right = first < 60 && end === LINES && bar === LINES && above < LINES - 100 && wheel === LINES;
    return [
      `${LINES} lines, an element at most ${highest} px high`,
      `lines ${[end, bar, wheel].join(", ")}`,
      right,
    ];
  });
}

/** With a line of megabytes: the longest task, and the response time to a key meanwhile. */
function oneLine(origin) {
  return inBrowser(origin, "ours", { build: `one-line-${MEGABYTES}` }, async (page) => {
    const from = await page.evaluate("performance.now()");
    await page.waitForFunction("__viewer.loaded()");
    await page.evaluate("__viewer.search('word')");
    for (const key of ["End", "Home", "w", "End"]) await page.getByRole("log").press(key);
    await page.evaluate("new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 400)))");
    const longest = Math.round(await page.evaluate(`__longest(${from})`));
    const words = await page.evaluate("outputLog.find.found.count");
    return [
      `a line of ${MEGABYTES} MB: read, searched, wrapped`,
      `longest task ${longest} ms, ${words} words found`,
      longest <= 200 && words > 1_000_000,
    ];
  });
}
