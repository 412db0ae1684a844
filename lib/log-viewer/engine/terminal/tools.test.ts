import { expect, test } from "vitest";
import { onScreen, rendered } from "@/test/harness/screen";

const CSI = "\u001b[";

/** The output of tools with a terminal. */
const TOOLS: readonly (readonly [string, string, string])[] = [
  [
    "pip (rich): bars that are erased and rendered again",
    `${[0, 50, 100]
      .map(
        (percent) => `${CSI}?25l${CSI}2K\r   ${CSI}38;5;197m${"━".repeat(percent / 10)}${CSI}0m ${percent}%`,
      )
      .join("")}${CSI}?25h\nInstalled\n`,
    "   ━━━━━━━━━━ 100%|Installed",
  ],
  [
    "cargo: a bar after the lines that it pushes up",
    `${CSI}1m${CSI}32m   Compiling${CSI}0m serde\n${CSI}1m${CSI}36m    Building${CSI}0m [=>   ] 1/2: serde\r${CSI}K${CSI}1m${CSI}32m   Compiling${CSI}0m app\n    Building [===> ] 2/2: app\r${CSI}K    Finished\n`,
    "   Compiling serde|   Compiling app|    Finished",
  ],
  [
    "docker buildx: the whole list again, further up each time",
    `#1 load\n${CSI}1A${CSI}0G${CSI}?25l[+] Building 0.1s (1/2)\n => load    0.1s\n${CSI}2A${CSI}0G[+] Building 0.9s (2/2) FINISHED\n => load    0.1s\n => export  0.8s\n${CSI}?25hdone\n`,
    "[+] Building 0.9s (2/2) FINISHED| => load    0.1s| => export  0.8s|done",
  ],
  [
    "log-update (listr, npm-check): lines erased from below",
    `⠋ one\n⠋ two\n${CSI}2K${CSI}1A${CSI}2K${CSI}1A${CSI}2K${CSI}G✔ one\n⠙ two\n${CSI}2K${CSI}1A${CSI}2K${CSI}1A${CSI}2K${CSI}G✔ one\n✔ two\n`,
    "✔ one|✔ two",
  ],
  [
    "pnpm: a line far up is written again",
    `Progress: resolved 1\nnode_modules/a: Running\nnode_modules/b: Running\n${CSI}2A${CSI}16Gdone   ${CSI}0K\n${CSI}1B`,
    "Progress: resolved 1|node_modules/a:done|node_modules/b: Running",
  ],
  [
    "tqdm: nested bars in Unicode",
    `outer:  50%|█████     | 1/2\n\rinner: 100%|██████████| 2/2${CSI}A\router: 100%|██████████| 2/2\n\ninner done\n`,
    "outer: 100%|██████████| 2/2|inner: 100%|██████████| 2/2|inner done",
  ],
  [
    "npm: the bar is cut off with backspaces",
    `(####..) idealTree${"\b".repeat(18)}${" ".repeat(18)}${"\b".repeat(18)}added 3 packages\n`,
    "added 3 packages",
  ],
  [
    "dialog boxes in line drawing characters",
    `\u001b(0lqqk\u001b(B\n\u001b(0x\u001b(Bhi\u001b(0x\u001b(B\n\u001b(0mqqj\u001b(B\n`,
    "┌──┐|│hi│|└──┘",
  ],
  [
    "gcc: links to its options, colors by 256 and by 24 bits",
    `${CSI}01m${CSI}Kmain.c:3:${CSI}m${CSI}K ${CSI}01;35m${CSI}Kwarning: ${CSI}m${CSI}K[${CSI}01;35m${CSI}K\u001b]8;;https://gcc.gnu.org/x\u0007-Wall\u001b]8;;\u0007${CSI}m${CSI}K] ${CSI}38:2::1:2:3mrgb${CSI}38;5;208m256${CSI}m\n`,
    "main.c:3: warning: [-Wall] rgb256",
  ],
  ["a program that moves up by reverse line feeds", "one\ntwo\n\u001bM\u001b[2Kdone\n", "one|done"],
  ["combining marks beside moves", `Cafe\u0301 5%\rCafe\u0301 9%\n`, "Cafe\u0301 9%"],
];

test.each(TOOLS)("renders the output of %s as a terminal does", async (_, text, expected) => {
  expect(rendered(text).join("|")).toBe(expected);
  expect(await onScreen(text)).toEqual(rendered(text));
});
