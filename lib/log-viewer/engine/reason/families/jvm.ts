import type { Family } from "../pattern";

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
