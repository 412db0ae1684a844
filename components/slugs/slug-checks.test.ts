import { expect, test } from "vitest";
import { slugChecks } from "./slug-checks";

const inspection = {
  bytes: 9_800_000,
  sha256: `9f86${"0".repeat(56)}0a08`,
  files: 1204,
  unpacked: 20_000_000,
  procfile: "web: node .\nworker: x\n",
};

test("the checks of a slug exist from the start and are updated in place", () => {
  const reading = slugChecks({ kind: "reading", read: 4_900_000 }, 9_800_000);
  const checked = slugChecks({ kind: "checked", inspection }, 9_800_000);
  expect(reading.map(({ id }) => id)).toEqual(checked.map(({ id }) => id));
  expect(reading[0]).toMatchObject({ kind: "live", detail: "4.9 MB of 9.8 MB" });
  expect(checked.map(({ label, detail }) => `${label}: ${detail}`)).toEqual([
    "gzip and tar, read to the end: sha256 9f86…0a08",
    "Folder ./app found: what runs",
    "1,204 files: 20.0 MB unpacked",
    "Procfile found: web, worker",
  ]);
});

test("a slug without a Procfile requires process types", () => {
  for (const procfile of [null, "", "# nothing"]) {
    const rows = slugChecks({ kind: "checked", inspection: { ...inspection, procfile } }, 1);
    expect(rows.at(-1)).toMatchObject({ kind: "warn", label: "No Procfile", detail: "say what runs below" });
  }
});
