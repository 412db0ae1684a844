import { expect, test } from "vitest";
import { inTempFolder, writeTree } from "@/test/harness/tarballs";
import { refuseOtherLanguages } from "./languages";

test.each([
  ["Pipfile", "Python"],
  ["pyproject.toml", "Python"],
  ["Gemfile", "Ruby"],
  ["go.mod", "Go"],
  ["composer.json", "PHP"],
  ["pom.xml", "Java"],
  ["web.csproj", ".NET"],
  ["mix.exs", "Elixir"],
])("%s is refused as %s, also beside a Procfile", async (name, language) => {
  await inTempFolder(async (folder) => {
    writeTree(folder, { [name]: "", Procfile: "web: run" });
    await expect(refuseOtherLanguages(folder)).rejects.toThrow(`This is a ${language} app (${name})`);
  });
});

test("an app without marks of a language is accepted", async () => {
  await inTempFolder(async (folder) => {
    writeTree(folder, { Procfile: "web: ./server", server: "", "vendor/go.mod": "" });
    await expect(refuseOtherLanguages(folder)).resolves.toBeUndefined();
  });
});
