// LazyLog of @melloware/react-logviewer: an address, streamed when it is followed.
import { LazyLog } from "@melloware/react-logviewer";
import { createRoot } from "react-dom/client";
import { address, live } from "../../viewer/pages/source.js";

const root = document.getElementById("root");
let lazy;
let done = false;

createRoot(root).render(
  <LazyLog
    ref={(made) => {
      lazy = made;
    }}
    url={address}
    stream={live}
    follow={live}
    enableSearch
    caseInsensitive
    selectableLines
    height={window.innerHeight}
    extraLines={1}
    onLoad={() => {
      done = true;
    }}
  />,
);

let found;
const scroller = () => {
  if (!found?.isConnected) {
    found = [...root.querySelectorAll("div")].find(
      (each) => /auto|scroll/.test(getComputedStyle(each).overflowY) && each.scrollHeight > each.clientHeight,
    );
  }
  return found ?? root;
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
  search: (text) =>
    new Promise((resolve) => {
      lazy.handleSearch(text);
      const look = () =>
        lazy.state.isSearching && lazy.state.searchKeywords === text
          ? requestAnimationFrame(() => resolve(lazy.state.resultLines.length))
          : setTimeout(look, 1);
      look();
    }),
};
