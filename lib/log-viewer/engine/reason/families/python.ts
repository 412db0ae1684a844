import type { Family } from "../pattern";

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
