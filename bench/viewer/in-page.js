// Runs in each page before its own scripts: measures from inside.
const tasks = [];
new PerformanceObserver((list) => {
  for (const { startTime, duration } of list.getEntries()) tasks.push([startTime, duration]);
}).observe({ type: "longtask", buffered: true });

const frames = [];
const quantile = (values, part) =>
  values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) * part)] ?? -1;
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

function onFrame(time) {
  frames.push(time);
  if (window.__first === undefined && window.__viewer?.first()) window.__first = performance.now();
  requestAnimationFrame(onFrame);
}
requestAnimationFrame(onFrame);

/** Returns the longest task of the main thread since a time; 0 if none took 50 ms, the minimum that browsers report. */
window.__longest = async (from = 0) => {
  // Entries arrive a little after the task.
  await pause(60);
  return Math.max(0, ...tasks.filter(([start]) => start >= from).map(([, duration]) => duration));
};

/** Returns the frames between two times: durations of the slow ones, and frames per second. */
window.__frames = (from, to) => {
  const times = frames.filter((time) => time >= from && time <= to);
  const took = times.slice(1).map((time, index) => time - times[index]);
  return { p95: quantile(took, 0.95), fps: (times.length / (to - from)) * 1_000 };
};

window.__whole = async () => {
  const { __viewer: viewer } = window;
  while (!viewer.loaded()) await pause(5);
  const whole = performance.now();
  while (window.__first === undefined && performance.now() < whole + 5_000) await pause(5);
  viewer.toEnd();
  while (!viewer.text().includes("END-OF-LOG")) {
    await pause(5);
    viewer.toEnd();
  }
  return performance.now();
};

window.__scroll = async (ms, step) => {
  const from = performance.now();
  for (let now = from; now < from + ms; now = await new Promise(requestAnimationFrame))
    step((now - from) / ms);
  return window.__frames(from, performance.now()).p95;
};

const shown = () =>
  [200, 400, 600].some(
    (y) => document.caretRangeFromPoint(240, y)?.startContainer.nodeType === Node.TEXT_NODE,
  );

window.__jumps = async (count) => {
  const took = [];
  for (let at = 0, seed = 7; at < count; at += 1) {
    seed = (seed * 16_807) % 2_147_483_647;
    const from = performance.now();
    window.__viewer.scrollTo(seed / 2_147_483_647);
    do await new Promise(requestAnimationFrame);
    while (!shown() && performance.now() - from < 1_500);
    took.push(performance.now() - from);
    await pause(60);
  }
  return quantile(took, 0.95);
};

window.__search = async (text) => {
  const from = performance.now();
  const matches = await window.__viewer.search(text);
  return { search: performance.now() - from, matches };
};

window.__tail = async (ms) => {
  const lags = [];
  let from = 0;
  while (from === 0 || performance.now() < from + ms) {
    await pause(100);
    const sent = [...window.__viewer.text().matchAll(/T=(\d{13})/g)].map((match) => Number(match[1]));
    if (sent.length === 0) continue;
    from ||= performance.now();
    lags.push(Date.now() - Math.max(...sent));
  }
  const { fps } = window.__frames(from, from + ms);
  return { fps, lag50: quantile(lags, 0.5), lag95: quantile(lags, 0.95) };
};
