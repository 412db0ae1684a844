import type { Family } from "../pattern";

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
