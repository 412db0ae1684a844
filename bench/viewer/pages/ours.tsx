import "./ours.css";
import { Tooltip } from "radix-ui";
import { createRoot } from "react-dom/client";
import { OutputView } from "@/components/output/output-view";
import { OutputLog } from "@/lib/log-viewer/view/log/output-log";

const query = new URLSearchParams(location.search);
const build = query.get("build") ?? "";
const highest = Number(query.get("highest"));
const log = new OutputLog({ app: "bench", build });
const box = () => document.querySelector("[role=log]");

function Page() {
  return (
    <Tooltip.Provider>
      <OutputView
        log={log}
        raw="#"
        fileName="output.log"
        release={false}
        status="pending"
        startedAt={null}
        outline={false}
        {...(highest > 0 ? { maxHeight: highest } : {})}
      />
    </Tooltip.Provider>
  );
}

/** Counts across colors and ignoring case, like the find field. */
function search(text: string): Promise<number> {
  return new Promise((resolve) => {
    log.find.set({ text, matchCase: false, wholeWord: false, regexp: false }, null);
    const stop = log.onRender(() => {
      if (!log.find.found.done) return;
      stop();
      resolve(log.find.found.count);
    });
  });
}

Object.assign(globalThis, {
  __viewer: {
    first: () => document.querySelector("[data-line] > span:not(:empty)") !== null,
    loaded: () => log.over,
    toEnd: () => box()?.scrollTo({ top: box()?.scrollHeight ?? 0 }),
    text: () => box()?.textContent ?? "",
    scrollBy: (px: number) => box()?.scrollBy({ top: px }),
    scrollTo: (part: number) => {
      const element = box();
      element?.scrollTo({ top: part * (element.scrollHeight - element.clientHeight) });
    },
    search,
  },
  outputLog: log,
});

const root = document.getElementById("root");
if (root) createRoot(root).render(<Page />);
