// PatternFly's LogViewer, fed as its documentation does: an array of lines, a new one for each update.
import { LogViewer } from "@patternfly/react-log-viewer";
import { useEffect, useState } from "react";
import { createRoot } from "react-dom/client";
import "@patternfly/react-core/dist/styles/base.css";
import { address, live } from "../../viewer/pages/source.js";

const root = document.getElementById("root");
const lines = [];
let done = false;

function Page() {
  const [data, setData] = useState([]);
  useEffect(() => void read(setData), []);
  return (
    <LogViewer
      data={data}
      height={window.innerHeight}
      isTextWrapped={false}
      hasLineNumbers
      scrollToRow={live ? data.length : undefined}
    />
  );
}

async function read(setData) {
  const reader = (await fetch(address)).body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  let toldAt = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    const parts = (rest + next.value).split("\n");
    rest = parts.pop();
    for (const part of parts) lines.push(part);
    if (performance.now() - toldAt < (live ? 50 : 250)) continue;
    toldAt = performance.now();
    setData(lines.slice());
  }
  if (rest !== "") lines.push(rest);
  setData(lines.slice());
  done = true;
}

createRoot(root).render(<Page />);

let found;
const scroller = () => {
  if (!found?.isConnected) {
    found = [...root.querySelectorAll("div")].find((each) =>
      /auto|scroll/.test(getComputedStyle(each).overflowY),
    );
  }
  return found;
};

window.__viewer = {
  first: () => root.textContent.includes("-----> Building"),
  loaded: () => done,
  toEnd: () => {
    scroller().scrollTop = scroller().scrollHeight;
  },
  text: () => root.textContent,
  scrollBy: (px) => {
    scroller().scrollTop += px;
  },
  scrollTo: (part) => {
    scroller().scrollTop = part * (scroller().scrollHeight - scroller().clientHeight);
  },
  // The bare loop over its array that its search makes, without what it then draws.
  search: async (text) => lines.reduce((sum, line) => sum + Number(line.toLowerCase().includes(text)), 0),
};
