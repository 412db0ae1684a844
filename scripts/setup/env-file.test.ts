import { expect, test } from "vitest";
import { withVariables } from "./env-file.mjs";

test("replaces lines where they stand and adds the rest", () => {
  const text = "# about\nPORT=3000\nSECRET=\n";
  expect(withVariables(text, { SECRET: "x=y", DATA_DIR: ".data-heroku" })).toBe(
    "# about\nPORT=3000\nSECRET=x=y\nDATA_DIR=.data-heroku\n",
  );
});
