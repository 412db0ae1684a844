// The floor: the minimum of any viewer. Keeps the bytes, indexes the lines, decodes and colors only visible lines.
import { address, live } from "./source.js";

const LINE = 20;
const [root, pad, rows] = ["root", "pad", "rows"].map((id) => document.getElementById(id));
const worker = new Worker(new URL("./floor-worker.js", import.meta.url), { type: "module" });
let count = 0;
let done = false;
let asked = -1;
let found = () => undefined;

function show(first, lines) {
  rows.replaceChildren(
    ...lines.map((line) => {
      const row = document.createElement("div");
      row.style.height = `${LINE}px`;
      for (const [index, part] of line.split("\u001b[").entries()) {
        const span = document.createElement("span");
        const end = index === 0 ? -1 : part.search(/[A-Za-z]/);
        span.textContent = part.slice(end + 1);
        if (end > 1) span.style.color = "teal";
        row.append(span);
      }
      return row;
    }),
  );
  rows.style.transform = `translateY(${first * LINE}px)`;
}

function ask() {
  const first = Math.max(0, Math.floor(root.scrollTop / LINE) - 5);
  if (first === asked) return;
  asked = first;
  worker.postMessage({ get: [first, first + 70] });
}

worker.onmessage = ({ data }) => {
  if (data.count !== undefined) {
    count = data.count;
    done ||= data.done === true;
    pad.style.height = `${count * LINE}px`;
    if (data.lines) show(data.first, data.lines);
    if (live) root.scrollTop = count * LINE;
  } else if (data.lines) show(data.first, data.lines);
  if (data.found !== undefined) found(data.found);
};
root.addEventListener("scroll", ask, { passive: true });
worker.postMessage({ address, live });

window.__viewer = {
  first: () => rows.textContent !== "",
  loaded: () => done,
  toEnd: () => {
    root.scrollTop = count * LINE;
    asked = -1;
    ask();
  },
  text: () => rows.textContent,
  scrollBy: (px) => {
    root.scrollTop += px;
  },
  scrollTo: (part) => {
    root.scrollTop = part * (root.scrollHeight - root.clientHeight);
  },
  search: (text) =>
    new Promise((resolve) => {
      found = resolve;
      worker.postMessage({ find: text });
    }),
};
