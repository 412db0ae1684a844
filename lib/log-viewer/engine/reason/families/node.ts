import type { Family } from "@/lib/log-viewer/engine/reason/pattern";

export const node: Family = [
  {
    kind: "recovered",
    test: /\bSKIPPING OPTIONAL DEPENDENCY\b/i,
    samples: ["npm warn optional SKIPPING OPTIONAL DEPENDENCY: fsevents"],
  },
  {
    kind: "cause",
    test: /\berror TS\d+:/,
    samples: ["src/app.ts(4,7): error TS2304: Cannot find name 'X'."],
  },
  {
    kind: "cause",
    test: /^(?:Type|Syntax) error: \S/,
    samples: ["Type error: Property 'x' does not exist on type 'Y'."],
  },
  {
    kind: "cause",
    test: /\bERR_PNPM_\w+/,
    samples: ['ERR_PNPM_OUTDATED_LOCKFILE  Cannot install with "frozen-lockfile"'],
  },
  {
    kind: "noise",
    test: /^➤ YN\d{4}: │? ?[-+@]/,
    samples: ['➤ YN0028: │ -"x@npm:^2.0.0":'],
  },
  {
    kind: "noise",
    test: /^➤ YN(?:0002|0007|0013|0060|0086)\b|^➤ YN0000\b/,
    samples: ["➤ YN0060: │ react is listed by your project with version 19, which doesn't satisfy"],
  },
  {
    kind: "cause",
    test: /^➤ YN0(?!000)\d{3}: │? ?\S/,
    samples: [
      "➤ YN0028: │ The lockfile would have been modified by this install, which is explicitly forbidden.",
    ],
  },
  {
    kind: "noise",
    test: /^(?:npm (?:ERR!|error)(?: (?:code|errno|syscall|file|path|dest|command|cwd|signal|node|npm|prefix|A complete log|at|If you|This is (?:probably )?not a problem|Clean install|Fix the upstream|to accept|For a full|workspace|location|in workspace|found in)\b.*|\s*)$)|^gyp ERR! (?:stack\s+at|cwd|node|System|command|not ok)\b/,
    samples: [
      "npm error errno -28",
      "npm ERR!",
      "npm error A complete log of this run can be found in: /x",
      "gyp ERR! not ok",
    ],
  },
  {
    kind: "wrapper",
    test: /^npm (?:ERR!|error) (?:code \w+|Lifecycle script|Failed at the|Exit status|Missing script|This is probably|[\w@/.-]+@[\w.-]+ \w+: `)|^gyp ERR! (?:build|configure) error/,
    samples: [
      "npm ERR! Failed at the app@1.0.0 build script.",
      "npm ERR! app@1.0.0 build: `next build`",
      "gyp ERR! build error",
    ],
  },
  {
    kind: "error",
    test: /^npm (?:ERR!|error) (?:\d{3} )?[`"'A-Za-z]\S*(?: \S+){2,}/,
    samples: [
      "npm error `npm ci` can only install packages when your package.json and package-lock.json are in sync.",
      "npm error ERESOLVE could not resolve",
      "npm error nospc ENOSPC: no space left on device, write",
      "npm ERR! 404 Not Found - GET https://packages.example/left-pad",
    ],
  },
  {
    kind: "cause",
    test: /\bModule not found: |\bfailed to resolve import\b|\bCould not resolve ["'`]|\bCannot find (?:module|package) ['"`]/,
    samples: [
      "Module not found: Error: Can't resolve './x' in '/src'",
      'Rollup failed to resolve import "x" from "/src/main.ts".',
    ],
  },
  {
    kind: "cause",
    test: /^Line \d+:\d+:\s+\S|\b\d+:\d+\s+error\s+\S/,
    samples: [
      "Line 5:8:  'x' is defined but never used  no-unused-vars",
      "12:5  error  'x' is never used  no-unused-vars",
    ],
  },
];
