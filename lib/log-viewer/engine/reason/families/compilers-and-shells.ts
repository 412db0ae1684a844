import type { Family } from "@/lib/log-viewer/engine/reason/pattern";

/** Go, Rust, C and C++, .NET, Elixir: compilers of machine and byte code. */
export const native: Family = [
  {
    kind: "cause",
    test: /\berror (?:CS|FS|BC|MSB|NU|NETSDK|LNK|C)\d+:/,
    samples: [
      "/src/Program.cs(10,13): error CS0103: The name 'X' does not exist",
      "error NU1102: Unable to find package X",
    ],
  },
  {
    kind: "cause",
    test: /^error\[E\d+\]: \S/,
    samples: ["error[E0433]: failed to resolve: use of undeclared crate"],
  },
  {
    kind: "cause",
    test: /^\*\* \((?:\w+\.)*\w+\) \S/,
    samples: [
      "** (CompileError) lib/app.ex:7: undefined function x/0",
      '** (Mix) The task "x" could not be found',
    ],
  },
  {
    kind: "header",
    test: /^== Compilation error in file\b/,
    samples: ["== Compilation error in file lib/app.ex =="],
  },
  {
    kind: "cause",
    test: /^(?:g?make|ninja)(?:\[\d+\])?: (?:\*{3} )?(?:No rule\b|error:|[^[]*missing separator|no makefile)/i,
    samples: ["make: *** No rule to make target 'x.o', needed by 'y'.  Stop."],
  },
  {
    kind: "wrapper",
    test: /^(?:g?make|ninja)(?:\[\d+\])?: (?:\*{3} |build stopped)/i,
    samples: ["make: *** [all] Error 2"],
  },
  {
    kind: "cause",
    test: /\bundefined reference to\b|\bcannot find -l\w|^CMake Error\b/,
    samples: [
      "main.c:(.text+0x5): undefined reference to `x'",
      "CMake Error at CMakeLists.txt:4 (find_package):",
    ],
  },
  {
    kind: "cause",
    test: /^no required module provides package\b|^go: \S.*(?:unknown revision|invalid version|requires go >=|cannot find|not found|missing)/,
    samples: ["go: example.com/x@v1.0.0: unknown revision v1.0.0"],
  },
];

/** Shells and containers. */
export const shell: Family = [
  {
    kind: "cause",
    cascades: true,
    test: /^(?:[\w./-]*(?:sh|bash|dash|zsh|compile|detect|release)\w*(?:\.sh)?): (?:line )?\d+: .*(?:not found|No such file|cannot|Permission denied|syntax error|unbound variable)/,
    samples: ["sh: 1: vite: not found", "/tmp/buildpack/lib/funcs.sh: line 24: jar: command not found"],
  },
  {
    kind: "cause",
    test: /^(?:sh|bash|\/bin\/sh|\/bin\/bash|env|exec): .*(?:not found|No such file|Permission denied|cannot)/,
    samples: ["/bin/sh: vite: not found", "env: 'python': No such file or directory"],
  },
  {
    kind: "cause",
    test: /^(?:ADD|COPY) failed: \S|\bfailed to compute cache key\b|\bdockerfile parse error\b|\bmanifest unknown\b|\bpull access denied\b/,
    samples: ["ADD failed: stat /x/entrypoint.sh: no such file or directory"],
  },
];

/** Test runners: the failed test is the reason of the failure. */
export const tests: Family = [
  {
    kind: "cause",
    test: /^● (?!Console)\S.* › \S|^FAIL\s+\S+\.\S|^not ok \d+\b|^--- FAIL: |^FAILED \S+::|^(?:FAIL|ERROR): test\w* \(|^test \S+ \.\.\. FAILED|^rspec \.\/\S+:\d+|^\d+\) \S.*(?:\bfailed\b|:)$/i,
    samples: [
      "● ship › finds its berth",
      "FAIL src/ship.test.js",
      "not ok 3 - opens the gate",
      "--- FAIL: TestShip (0.00s)",
      "FAILED tests/test_ship.py::test_berth - assert 4 == 5",
      "test ship::berth ... FAILED",
    ],
  },
];
