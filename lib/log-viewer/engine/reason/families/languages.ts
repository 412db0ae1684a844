import type { Family } from "@/lib/log-viewer/engine/reason/pattern";

/** Maven, Gradle, sbt, javac, kotlinc. */
export const jvm: Family = [
  {
    kind: "cause",
    test: /^\[(?:ERROR|error)\] (?:\/|file:|[A-Z]:|\w[\w/.-]*)\S*:(?:\[\d+,\d+\]|\d+(?::\d+)?:?)\s+\S/,
    samples: [
      "[ERROR] /src/App.java:[14,9] cannot find symbol",
      "[error] /src/Main.scala:5:10: not found: value x",
    ],
  },
  {
    kind: "header",
    test: /^\[ERROR\] COMPILATION ERROR\b|^\* What went wrong:$/,
    samples: ["[ERROR] COMPILATION ERROR :", "* What went wrong:"],
  },
  {
    kind: "wrapper",
    test: /^\[ERROR\] (?:Failed to execute goal|-> \[Help|To see the full|Re-run Maven|For more information|After correcting|\s*mvn |\[Help)|^Execution failed for task\b|^FAILURE: Build failed|^\[error\] \(.*\) Compilation failed|^> Task \S+ FAILED/,
    samples: [
      "[ERROR] -> [Help 1]",
      "Execution failed for task ':compileJava'.",
      "FAILURE: Build failed with an exception.",
    ],
  },
  { kind: "noise", test: /^\[(?:ERROR|error)\]\s*$/, samples: ["[ERROR] "] },
  {
    kind: "cause",
    test: /^e: (?:file:\/\/)?\S+:\d+:\d+:? \S/,
    samples: ["e: file:///src/App.kt:5:10 Unresolved reference: x"],
  },
];

export const php: Family = [
  {
    kind: "cause",
    test: /^(?:PHP )?(?:Fatal error|Parse error):\s+\S/,
    samples: ["PHP Fatal error:  Uncaught Error: Class 'X' not found in /app/x.php:21"],
  },
  { kind: "cause", test: /\bSQLSTATE\[\w+\]/, samples: ["SQLSTATE[HY000] [2002] Connection refused"] },
  {
    kind: "header",
    test: /^In \S+\.php line \d+:$|^[A-Z]\w*(?:\\[A-Z]\w*)+$/,
    samples: ["In Connection.php line 712:", "Illuminate\\Database\\QueryException"],
  },
  {
    kind: "cause",
    test: /\bYour requirements could not be resolved\b|\brequires \S+ .* -> \S/,
    samples: ["Your requirements could not be resolved to an installable set of packages."],
  },
  {
    kind: "wrapper",
    test: /^Script \S+.* (?:returned with error code|handling the)/,
    samples: [
      "Script @php artisan package:discover handling the post-autoload-dump event returned with error code 1",
    ],
  },
];

export const python: Family = [
  {
    kind: "noise",
    test: /\bpip's dependency resolver does not currently\b|\bbut you have .* which is incompatible\b/,
    samples: ["ERROR: pip's dependency resolver does not currently take into account all the packages"],
  },
  {
    kind: "cause",
    test: /\bNo matching distribution found\b|\bCould not find a version that satisfies\b|\bResolutionImpossible\b|\bHash(?:es)? (?:mismatch|are required)\b/i,
    samples: ["ERROR: No matching distribution found for flask==99"],
  },
  {
    kind: "wrapper",
    test: /^(?:ERROR|error): (?:Failed building wheel|Could not build wheels|Failed to build|Cannot install|metadata-generation-failed|command '.*' failed)/,
    samples: [
      "ERROR: Failed building wheel for cffi",
      "error: command '/usr/bin/gcc' failed with exit code 1",
    ],
  },
  {
    kind: "cause",
    test: /^(?:SyntaxError|IndentationError|TabError): \S/,
    samples: ["SyntaxError: invalid syntax"],
  },
];

export const ruby: Family = [
  {
    kind: "wrapper",
    test: /\bFailed to build gem native extension\b|^\*{3} extconf\.rb failed|^An error occurred while installing \S+ \(/,
    samples: [
      "Gem::Ext::BuildError: ERROR: Failed to build gem native extension.",
      "*** extconf.rb failed ***",
    ],
  },
  {
    kind: "cause",
    test: /^Can't find the '[^']+'? header|^Your bundle only supports|^Could not find gem\b|^Bundler could not find compatible versions|^Your Ruby version is\b/,
    samples: [
      "Can't find the 'libpq-fe.h header",
      "Your Ruby version is 3.1.0, but your Gemfile specified 3.3.0",
    ],
  },
  {
    kind: "header",
    test: /^(?:rake|rails|bin\/rails) aborted!$|^StandardError: An error has occurred, this and all later migrations canceled:$/,
    samples: [
      "rake aborted!",
      "StandardError: An error has occurred, this and all later migrations canceled:",
    ],
  },
  {
    kind: "cause",
    test: /^(?:[A-Z]\w*::)+[A-Z]\w*: \S/,
    samples: [
      'PG::DuplicateColumn: ERROR:  column "x" of relation "y" already exists',
      "Sprockets::FileNotFound: couldn't find file 'x'",
    ],
  },
];
