import { describe, expect, test } from "vitest";
import { closed, nextUploadState, type UploadAction } from "./upload-state";

const tarball = (name: string) => ({ kind: "tarball" as const, name, file: new File(["x"], name) });
const sheetAfter = (...actions: UploadAction[]) => actions.reduce(nextUploadState, closed);

describe("the upload sheet", () => {
  test("opens empty, on a URL, or on a dropped source", () => {
    expect(sheetAfter({ kind: "open", app: "a" })).toMatchObject({
      open: true,
      app: "a",
      view: "pick",
      source: null,
    });
    expect(sheetAfter({ kind: "open", app: "a", url: "https://x" })).toMatchObject({
      view: "url",
      url: "https://x",
    });
    expect(
      sheetAfter({ kind: "open", app: "a" }, { kind: "chosen", app: "a", source: tarball("a.tgz") }),
    ).toMatchObject({ open: true, view: "source" });
  });

  test("empties the fields for a second file", () => {
    const state = sheetAfter(
      { kind: "chosen", app: "a", source: tarball("a.tgz") },
      { kind: "edit", fields: { version: "v1", description: "First" } },
      { kind: "chosen", app: "a", source: tarball("b.tgz") },
    );
    expect(state).toMatchObject({ version: null, description: "", source: { name: "b.tgz" } });
  });

  test("shows a refusal in place of the picker", () => {
    const source = { kind: "refused" as const, id: "not_a_tarball" as const, message: "No." };
    expect(sheetAfter({ kind: "chosen", app: "a", source })).toMatchObject({
      view: "pick",
      refusal: "No.",
      source: null,
    });
  });

  test("stays closed while a folder is still being read, and shows it when reopened", () => {
    const closedSheet = [
      { kind: "open", app: "a" },
      { kind: "close" },
      { kind: "reading", files: 9 },
    ] satisfies UploadAction[];
    expect(sheetAfter(...closedSheet)).toMatchObject({ open: false, reading: 9 });
    expect(
      sheetAfter(
        ...closedSheet,
        { kind: "chosen", app: "a", source: tarball("a.tgz") },
        { kind: "open", app: "a", keep: true },
      ),
    ).toMatchObject({ open: true, view: "source", source: { name: "a.tgz" } });
  });

  const draft = [
    { kind: "open", app: "a", keep: true },
    { kind: "chosen", app: "a", source: tarball("a.tgz") },
    { kind: "edit", fields: { version: "v1", description: "First" } },
  ] satisfies UploadAction[];

  test("keeps its draft when closed", () => {
    expect(sheetAfter(...draft, { kind: "close" }, { kind: "open", app: "a", keep: true })).toMatchObject({
      open: true,
      view: "source",
      version: "v1",
      description: "First",
    });
  });

  test.each<UploadAction>([
    { kind: "open", app: "b", keep: true },
    { kind: "open", app: "a" },
    { kind: "open", app: "a", url: true },
  ])("starts over with %o", (action) => {
    expect(sheetAfter(...draft, { kind: "close" }, action)).toMatchObject({ source: null, version: null });
  });

  test("is empty after its build was created", () => {
    expect(sheetAfter(...draft, { kind: "sent" }, { kind: "open", app: "a", keep: true })).toMatchObject({
      open: true,
      view: "pick",
      source: null,
      description: "",
    });
  });

  test("clears an error when its field is edited", () => {
    const state = sheetAfter(
      { kind: "open", app: "a", url: true },
      { kind: "invalid", errors: { url: "No." } },
      { kind: "edit", fields: { url: "https://x" } },
    );
    expect(state.errors).toEqual({});
  });
});
