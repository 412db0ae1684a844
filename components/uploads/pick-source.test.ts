import { describe, expect, test } from "vitest";
import { readFiles } from "./pick-source";

const gzip = new Uint8Array([0x1f, 0x8b, 8, 0]);
const neither = "Drop a .tar.gz, a .tgz or the app's folder.";

describe("readFiles", () => {
  test.each(["app.tgz", "app.tar.gz", "APP.TGZ", "download"])("accepts gzip named %s", async (name) => {
    const file = new File([gzip], name);
    expect(await readFiles([file])).toEqual({ kind: "tarball", name, file });
  });

  test("accepts any file with the name of a tarball", async () => {
    expect(await readFiles([new File(["hello"], "app.tgz")])).toMatchObject({ kind: "tarball" });
  });

  test.each([
    ["photo.png", "\x89PNG", "not_a_tarball", `photo.png is neither a tarball nor a folder. ${neither}`],
    ["notes", "", "not_a_tarball", `notes is neither a tarball nor a folder. ${neither}`],
    [
      "app.zip",
      "PK\u0003\u0004",
      "not_a_tarball",
      `app.zip is a zip archive. Heroku builds from tarballs: unpack it first. ${neither}`,
    ],
    [
      "app.tar",
      "package.json",
      "not_gzip",
      "app.tar is a tar archive without gzip. Create it with: tar czf app.tgz .",
    ],
  ])("refuses %s", async (name, text, id, message) => {
    expect(await readFiles([new File([text], name)])).toEqual({ kind: "refused", id, message });
  });

  test("refuses several files", async () => {
    expect(await readFiles([new File([gzip], "a.tgz"), new File([gzip], "b.tgz")])).toEqual({
      kind: "refused",
      id: "several_dropped",
      message: "2 things were dropped. Drop one tarball or one folder.",
    });
  });
});
