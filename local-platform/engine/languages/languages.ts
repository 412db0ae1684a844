import { readdir } from "node:fs/promises";
import { BuildFailure } from "@/local-platform/engine/builder/build-report";
import type { Language } from "./language";
import { nodejs } from "./nodejs";
import { python } from "./python";

/** All languages, in order of detection. */
export const languages: Language[] = [nodejs, python];

/** The first language that recognizes the folder, or null. */
export async function detectLanguage(folder: string): Promise<Language | null> {
  for (const language of languages) {
    if (await language.detect(folder)) return language;
  }
  return null;
}

/** Files at the root of an app by which Heroku detects languages that the platform does not build. */
const marks: [pattern: RegExp, language: string][] = [
  [/^(Pipfile|poetry\.lock|uv\.lock|pyproject\.toml|setup\.py)$/, "Python"],
  [/^Gemfile$/, "Ruby"],
  [/^(go\.mod|Gopkg\.lock)$/, "Go"],
  [/^(composer\.json|index\.php)$/, "PHP"],
  [/^(pom\.xml|build\.gradle(\.kts)?|build\.sbt|gradlew)$/, "Java"],
  [/\.(csproj|fsproj|sln)$/, ".NET"],
  [/^mix\.exs$/, "Elixir"],
  [/^Cargo\.toml$/, "Rust"],
];

/** Throws a BuildFailure if the app is in a language that the platform does not build. A Procfile cannot replace the build. */
export async function refuseOtherLanguages(folder: string): Promise<void> {
  const names = await readdir(folder);
  for (const [pattern, language] of marks) {
    const found = names.find((name) => pattern.test(name));
    if (found === undefined) continue;
    throw new BuildFailure([
      `This is a ${language} app (${found}), which the local platform does not build.`,
      "It builds Node.js apps (package.json) and Python apps (requirements.txt), and runs apps that need no build.",
    ]);
  }
}
