import { expect, test } from "vitest";
import { slugFileName } from "./file-name";

const id = "2f0c1d7a-58b4-4a63-9d0e-7b1c1a0f4e11";

test.each([
  ["cb6999d1a0244753cf89813207ad53ad906a1461", "example-app-cb6999d.tgz"],
  ["cb6999d", "example-app-cb6999d.tgz"],
  ["v2.4.1", "example-app-v2.4.1.tgz"],
  ["release/2026 11", "example-app-release-2026-11.tgz"],
  ['"; filename="evil.exe', "example-app-filename-evil.exe.tgz"],
  ["../../etc/passwd", "example-app-etc-passwd.tgz"],
  ["ünïcode\r\nX: y", "example-app-n-code-X-y.tgz"],
  ["…", "example-app-2f0c1d7a.tgz"],
  [null, "example-app-2f0c1d7a.tgz"],
])("slugFileName for the commit %j is %s", (commit, name) => {
  expect(slugFileName("example-app", { id, commit })).toBe(name);
});
