import type { Family } from "@/lib/log-viewer/engine/reason/pattern";

/** Mentions of errors that stopped nothing; tried before the other general patterns. */
export const noise: Family = [
  {
    kind: "recovered",
    test: /^(?:✓ |✔ )?(?:compiled successfully|build succeeded|successfully (?:installed|built|compiled)|bundle complete!|BUILD SUCCESS)/i,
    samples: [
      "✓ Compiled successfully in 12.3s",
      "Successfully installed requests-2.32.3",
      "Bundle complete! 12 gems",
    ],
  },
  {
    kind: "recovered",
    test: /^(?:added|changed|up to date,? audited) \d+ packages\b/,
    samples: ["added 812 packages in 14s"],
  },
  {
    kind: "noise",
    test: /\b(?:0|no|zero) (?:errors?|failures?|failed|problems?)\b|\berrors?:\s*0\b|\bfound \d+ errors?\b/i,
    samples: ["lint finished, 0 errors", "Errors: 0, Warnings: 3", "Found 2 errors in the same file"],
  },
  {
    kind: "noise",
    test: /\bretry(?:ing)?\b|\bwill retry\b|\battempt \d+ (?:of|\/)|\bcontinuing\b|\bignor(?:ed|ing)\b|\bskipp(?:ed|ing)\b|\bnon-?fatal\b/i,
    samples: [
      "ERROR: port not ready, retrying",
      "Error reading cache, continuing without",
      "Skipping optional error",
    ],
  },
  {
    kind: "noise",
    test: /^(?:npm (?:warn|notice|http)|warning|warn|debug|info|note|hint|notice|trace|verbose|deprecat\w+)\b/i,
    samples: [
      "npm warn deprecated error@1.0.0",
      "warning: unused variable: error",
      "INFO  error handler installed",
    ],
  },
  {
    kind: "noise",
    test: /^\[(?:INFO|DEBUG|WARN|WARNING|TRACE)\]|^[DIW], \[|\b(?:DEBUG|INFO|WARN) -- ?:|^\(?(?:\w+:)?\d*\)? ?\[?DEP\d+\]?/,
    samples: ["[WARNING] 1 error was suppressed", "D, [2026-05-11T16:37:05 #1] DEBUG -- : error_log"],
  },
  {
    kind: "noise",
    test: /\b\d+ (?:errors?|problems?)\b.{0,80}\bwarnings?\b|^\W*\d+ errors?\.?$|^(?:PASS|ok)\b|^[✓✔√] /i,
    samples: ["✖ 3 problems (1 error, 2 warnings)", "1 error", "PASS src/error.test.js"],
  },
  {
    kind: "noise",
    test: /^(?:\+|\*|-|├|└|│|[\w./-]+\/).{0,120}\berror[\w.-]{0,80}@?\d/i,
    samples: ["├── error-ex@1.3.2"],
  },
  {
    kind: "noise",
    test: /\bsee (?:the )?(?:traceback|log|output|above|full|https?)|\bA complete log of this run\b|^we're sorry\b|\bmore info(?:rmation)?:|\bthis error originates from\b|\bto resolve this error\b|\btroubleshoot/i,
    samples: [
      "See traceback above for details.",
      "A complete log of this run can be found in: /tmp/x.log",
      "note: This error originates from a subprocess",
      "You may need to update application code to resolve this error.",
    ],
  },
  {
    kind: "noise",
    test: /^(?:\$|>|\+{1,2}) \S|^running:? /i,
    samples: [
      "> shop@0.1.0 lint-errors",
      "$ node --trace-errors server.js",
      "running: node --trace-errors server.js",
    ],
  },
  {
    kind: "noise",
    test: /^at (?:[\w.$<>]+ )?\(?(?:[\w./:\\-]+|<anonymous>):\d+|^at [\w.$/<>]+\([\w.]+\.(?:java|kt|scala|groovy):\d+\)|^\.{3} \d+ more$|^#\d+ \S+\(\d+\)/,
    samples: [
      "at errorHandler (/app/x.js:1:1)",
      "at com.example.ErrorPage.open(ErrorPage.java:12)",
      "#0 /app/error.php(21): run()",
    ],
  },
];

/** Reports of a failure elsewhere. */
export const wrappers: Family = [
  {
    kind: "wrapper",
    test: /\b(?:command|script|process|task|step|run|worker|target)\b.{0,120}\b(?:failed|exited|returned)\b.{0,60}(?:\bcode\b|\bstatus\b|\berror:?$|\bnon-zero\b|\(\d+\))/i,
    samples: [
      "npm error Lifecycle script `build` failed with error:",
      "ELIFECYCLE  Command failed with exit code 137.",
      "Next.js build worker exited with code: 1 and signal: null",
      "The command '/bin/sh -c npm ci' returned a non-zero code: 1",
    ],
  },
  {
    kind: "wrapper",
    test: /\b(?:exit(?:ed)?|returned|stopped|failed|ended)\b.{0,40}\b(?:code|status|with)\b:?\s*-?[1-9]\d*\b|\bexited \([1-9]\d*\)|\bsubprocess-exited-with-error\b|\bdid not (?:run|complete) successfully\b/i,
    samples: [
      "error Command failed with exit code 1.",
      "ERROR: failed to build: exit status 1",
      "error: subprocess-exited-with-error",
      "× python setup.py bdist_wheel did not run successfully.",
      "ERROR  run failed: command  exited (137)",
    ],
  },
  {
    kind: "wrapper",
    test: /^(?:[x✖✗×❌] )?(?:build|compilation|bundling|command) failed\b[^:]{0,60}$|^BUILD FAILED\b|^Aborted\b|^Exiting\b|\bexiting now$/i,
    samples: [
      "x Build failed in 512ms",
      "BUILD FAILED in 12s",
      "Command failed.",
      "tar: Error is not recoverable: exiting now",
    ],
  },
  {
    kind: "wrapper",
    test: /^(?:error: )?could not compile [`'"]|^error: aborting due to|^(?:compilation )?terminated\.?$/i,
    samples: [
      'error: could not compile `app` (bin "app") due to 1 previous error',
      "compilation terminated.",
    ],
  },
];

/** Lines that precede the message. */
export const headers: Family = [
  {
    kind: "traceback",
    test: /^Traceback \(most recent call last\):?$/,
    samples: ["Traceback (most recent call last):"],
  },
  {
    kind: "retracts",
    test: /^(?:During handling of the above exception|The above exception was the direct cause)/,
    samples: ["During handling of the above exception, another exception occurred:"],
  },
  {
    kind: "header",
    test: /^(?:failed to compile|compilation error|error during build|build error|what went wrong|an error (?:has )?occurred|unhandled (?:error|exception|rejection))\W*$/i,
    samples: ["Failed to compile.", "error during build:", "COMPILATION ERROR :"],
  },
  {
    kind: "header",
    test: /\b(?:aborted!|canceled:|went wrong:)$|^(?:errors?|failures?|fatal):?$/i,
    samples: ["rake aborted!", "* What went wrong:", "Error:"],
  },
  {
    kind: "header",
    test: /\b(?:errors?|failed|failure|exception|problems?)\b.{0,80}:$/i,
    samples: ["The following errors occurred:"],
  },
];

/** Error messages of any tool. */
export const messages: Family = [
  {
    kind: "cause",
    test: /^[^\s:()[\]]+[:([]+\d+(?:[,:.]\d+)*[\])]*:?\s+(?:-\s+)?(?:\[\w+\] )?(?:fatal |syntax |parse |type |internal )?error\b/i,
    samples: [
      "src/main.rs:3:5: error: expected expression",
      "/src/App.java:80: error: cannot find symbol",
      "main.c:15:10: fatal error: ffi.h: No such file or directory",
      "src/app.ts:1:1 - error TS2304: Cannot find name",
    ],
  },
  {
    kind: "cause",
    test: /^(?!\S*node_modules)[\w./\\@-]+\.[a-z]\w{0,5}:\d+:\d+:? (?!.{0,20}\b(?:warning|warn|note|info)\b)\S/i,
    samples: [
      "cmd/web/main.go:14:7: undefined: Ship",
      "main.go:8:2: missing go.sum entry for module",
      "lib/app.dart:4:1: Expected ';'",
    ],
  },
  {
    kind: "cause",
    test: /\bno space left on device\b|\bout of memory\b|\bSegmentation fault\b|\bBus error\b|\bIllegal instruction\b|^Killed\b|: line \d+:\s+\d+ Killed\b/,
    samples: [
      "x: no space left on device",
      "Segmentation fault (core dumped)",
      "Killed",
      "bin/compile: line 88:    51 Killed    npm install",
    ],
  },
  {
    kind: "error",
    test: /^\[\w+(?:Error|Exception)\] \S|^(?:\S{1,40} )?(?:Uncaught |Unhandled )?(?:[\w$]+(?:\.|::|\\))*[\w$]*(?:Error|Exception|Failure|Fault)(?: ?\[\w+\])?(?: \(\w+\))?: ?\S/,
    samples: [
      "TypeError: x is not a function",
      "TypeError [ERR_INVALID_ARG_TYPE]: The path must be a string",
      "[InvalidEntryError] the entry does not match its schema",
      "django.db.utils.OperationalError: could not translate host name",
      "Error: Can't resolve './x'",
    ],
  },
  {
    kind: "error",
    test: /^\[?(?:ERROR|Error|error|FATAL ERROR|FATAL|Fatal error|Fatal|fatal error|fatal|ERR)\b!?\]?(?: ?\[[\w.:-]+\])?(?:\(\w+\))?[:!]?\s+\S|^\[(?:Error|ERROR): \S/,
    samples: [
      "Error: Could not load the plugin",
      "FATAL ERROR: Ineffective mark-compacts near heap limit",
      "fatal: not a git repository",
      "error: failed to resolve",
      "[Error: Unable to parse `package.json`]",
      "ERROR [app.util.messaging] Can't locate revision",
      "error Your lockfile needs to be updated",
    ],
  },
  {
    kind: "error",
    test: /^(?:panic|thread '[^']*' panicked|fatal|FAILED|FAILURE): ?\S|^thread '[^']*' panicked at|\bERROR in \S/,
    samples: [
      "panic: runtime error: index out of range",
      "ERROR in ./src/index.js 1:0-22",
      "thread 'main' panicked at src/main.rs:2:5:",
    ],
  },
  {
    kind: "error",
    test: /^[✖✗×✘❌⨯] .*\berror\b|^[✖✗×✘❌⨯] \[ERROR\]|^\d+:\d+\s+error\s|^[\w@/.:-]{1,60}:? \S{0,30}\s?error:? \S/i,
    samples: ["✘ [ERROR] No loader is configured for .png files", "ld: error: unable to find library -lx"],
  },
];

/** A line that reads like a message, although nothing marks it as an error. */
export const HINT =
  /\b(?:could not|couldn't|cannot|can't|can not|unable to|failed to|is not|are not|was not|were not|does not|do not|did not|must be|must not|no such|not found|not in|not allowed|not supported|only supports?|unsupported|undefined|unknown|unrecognized|unexpected|unresolved|invalid|illegal|malformed|missing|denied|refused|forbidden|unauthorized|expired|too large|too many|exceed(?:s|ed)|conflicts?|mismatch|incompatible|out of date|outdated|timed out|timeout|no rule|already exists|not exist|no longer|has been removed|changed .{0,20}since|treating warnings as errors)\b/i;
