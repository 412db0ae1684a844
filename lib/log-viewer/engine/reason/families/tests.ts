import type { Family } from "../pattern";

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
