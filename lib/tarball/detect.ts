/** The files that Heroku's buildpacks detect at the top of a source, in the order in which they are tried. */
const MARKERS: { language: string; files: RegExp }[] = [
  { language: "Ruby", files: /^Gemfile$/ },
  { language: "Node.js", files: /^package\.json$/ },
  { language: "Clojure", files: /^project\.clj$/ },
  {
    language: "Python",
    files: /^(requirements\.txt|Pipfile|pyproject\.toml|setup\.py|poetry\.lock|uv\.lock)$/,
  },
  { language: "Java", files: /^pom\.(xml|atom|clj|groovy|rb|scala|yaml|yml)$/ },
  { language: "Gradle", files: /^(gradlew|(build|settings)\.gradle(\.kts)?)$/ },
  { language: "Scala", files: /\.sbt$/ },
  { language: "PHP", files: /^(composer\.json|index\.php)$/ },
  { language: "Go", files: /^(go\.mod|Gopkg\.lock|glide\.yaml)$/ },
  { language: ".NET", files: /\.(sln|slnx|csproj|fsproj|vbproj)$/ },
];

/** `languages`: by Heroku's names. `files`: those that the languages were detected by, and the Procfile. */
export type Detected = { languages: string[]; files: string[] };

export function isMarker(name: string): boolean {
  return name === "Procfile" || MARKERS.some((marker) => marker.files.test(name));
}

/** Detects the languages from the names of the files at the top of a source. */
export function detect(topFiles: Iterable<string>): Detected {
  const names = [...topFiles].sort();
  const found = MARKERS.filter((marker) => names.some((name) => marker.files.test(name)));
  const markers = found.flatMap((marker) => names.filter((name) => marker.files.test(name)));
  return {
    languages: found.map((marker) => marker.language),
    files: names.includes("Procfile") ? [...markers, "Procfile"] : markers,
  };
}
