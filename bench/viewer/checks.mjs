// What must hold of an output that is larger than a browser likes: its last line is reached, and nobody is held up.
import { inBrowser } from "./measure.mjs";

const LINES = 2_000_000;
const MEGABYTES = 10;
/** Of px; the second and third are how high an element can be in Chromium and in Firefox. */
const LIMITS = [8_000_000, 33_554_428, 17_895_697];

/** Gives rows of a table: what was done, what was seen, and whether that is right. */
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

/** By the key, by the scroll bar's end, and by the wheel from a little above: always the very last line. */
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

/** A line of megabytes: the longest task, and how long the page takes to answer a key meanwhile. */
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
