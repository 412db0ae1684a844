import { SearchAddon } from "@xterm/addon-search";
import { Terminal } from "@xterm/xterm";
import "@xterm/xterm/css/xterm.css";
import { address } from "./source.js";

const terminal = new Terminal({
  cols: 160,
  rows: 40,
  scrollback: 1_500_000,
  convertEol: true,
  allowProposedApi: true,
  disableStdin: true,
  fontSize: 13,
});
const addon = new SearchAddon({ highlightLimit: 1_000 });
terminal.loadAddon(addon);
terminal.open(document.getElementById("root"));
let done = false;
let drawn = false;
const buffer = () => terminal.buffer.active;

function text() {
  const rows = Array.from({ length: terminal.rows }, (_, row) =>
    buffer()
      .getLine(buffer().viewportY + row)
      ?.translateToString(true),
  );
  return rows.join("\n");
}
terminal.onRender(() => {
  drawn ||= text().trim() !== "";
});

async function load() {
  const reader = (await fetch(address)).body.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    // Its guide requires the callback: beyond 50 MB of pending writes it drops data.
    await new Promise((resolve) => terminal.write(next.value, resolve));
  }
  done = true;
}
void load();

window.__viewer = {
  first: () => drawn,
  loaded: () => done,
  toEnd: () => terminal.scrollToBottom(),
  text,
  scrollBy: (px) => terminal.scrollLines(Math.max(1, Math.round(px / 17))),
  scrollTo: (part) => terminal.scrollToLine(Math.round(part * buffer().baseY)),
  search: async (wanted) => {
    let found = 0;
    let last = -1;
    terminal.clearSelection();
    while (found < 1_000 && addon.findNext(wanted)) {
      const { y } = terminal.getSelectionPosition().start;
      if (y <= last) break;
      last = y;
      found += 1;
    }
    return found;
  },
};
