// A day of a wall at high speed: the memory of its page from hour to hour.
import { createServer } from "node:http";
import { chromium } from "@playwright/test";
import { compileWall } from "../scripts/launch/wall.mjs";
import { findChromium } from "../scripts/test/chromium.mjs";
import { sleep } from "./processes.mjs";
import { quickened } from "./soak/quickened.mjs";
import { stateAt } from "./soak/states.mjs";
import { median, table } from "./table.mjs";

const MINUTES = Number(process.env.BENCH_SOAK_MINUTES ?? 30);
const HOURS = 24;
const TIMES = (HOURS * 60) / MINUTES;
const SHOWN = [1, 2, 6, 12, 18, 24];

export async function printSoak() {
  const clock = quickened(TIMES);
  const { origin, asked, stop } = await serveWall(clock);
  const executablePath = findChromium();
  const browser = await chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: ["--no-sandbox", "--disable-dev-shm-usage"],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
    let [loads, errors] = [0, 0];
    page.on("load", () => (loads += 1));
    page.on("pageerror", () => (errors += 1));
    await page.addInitScript({ content: clock.script });
    await page.goto(`${origin}/wall`);
    const rows = await hours(await page.context().newCDPSession(page));
    const clocks = await page.evaluate("document.body.innerText.slice(0, 200)");
    console.log(`\n## A wall for a day, in ${MINUTES} minutes (${TIMES} times as fast)\n`);
    console.log(
      table(
        ["hour", "heap MB", "DOM nodes", "listeners"],
        rows.filter(([hour]) => SHOWN.includes(hour)),
      ),
    );
    const [early, late] = [rows.slice(1, 7), rows.slice(-6)];
    const grown = (column) => {
      const of = (part) => median(part.map((row) => row[column]));
      return (of(late) / of(early)).toFixed(2);
    };
    console.log(`\nHours 19 to 24 to hours 2 to 7, medians: heap × ${grown(1)}, nodes × ${grown(2)}.`);
    console.log(`Loads of the page: ${loads}. Errors: ${errors}. Questions to the server: ${asked()}.`);
    console.log(`At the end it reads: ${clocks.replaceAll(/\s+/g, " ")}`);
  } finally {
    await browser.close();
    stop();
  }
}

/** Returns the page's memory at each full hour, after garbage collection. */
async function hours(session) {
  await session.send("Performance.enable");
  const began = performance.now();
  const rows = [];
  for (let hour = 1; hour <= HOURS; hour += 1) {
    await sleep(began + (hour * 3_600_000) / TIMES - performance.now());
    await session.send("HeapProfiler.collectGarbage");
    const { metrics } = await session.send("Performance.getMetrics");
    const of = (name) => metrics.find((metric) => metric.name === name)?.value ?? 0;
    rows.push([hour, Number((of("JSHeapUsedSize") / 1e6).toFixed(2)), of("Nodes"), of("JSEventListeners")]);
  }
  return rows;
}

/** Serves the wall's page and script, and the states of `stateAt`. */
async function serveWall(clock) {
  const { files, page } = await compileWall();
  let asked = 0;
  const server = createServer(({ url }, response) => {
    if (url.startsWith("/api/wall")) {
      asked += 1;
      return response
        .writeHead(200, { "content-type": "application/json" })
        .end(JSON.stringify(stateAt(clock.now())));
    }
    const file = files.get(url.replace("/wall/", ""));
    const kind = url.endsWith(".js") ? "text/javascript" : url.endsWith(".css") ? "text/css" : "text/html";
    response.writeHead(200, { "content-type": kind }).end(file ?? page);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    asked: () => asked,
    stop: () => server.close(),
  };
}
