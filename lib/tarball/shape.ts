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

function isMarker(name: string): boolean {
  return name === "Procfile" || MARKERS.some((marker) => marker.files.test(name));
}

/** Detects the languages from the names of the files at the top of a source. */
function detect(topFiles: Iterable<string>): Detected {
  const names = [...topFiles].sort();
  const found = MARKERS.filter((marker) => names.some((name) => marker.files.test(name)));
  const markers = found.flatMap((marker) => names.filter((name) => marker.files.test(name)));
  return {
    languages: found.map((marker) => marker.language),
    files: names.includes("Procfile") ? [...markers, "Procfile"] : markers,
  };
}

/**
 * Detects from the paths of a tarball, in any order, the folder that wraps everything (a build removes it; GitHub's
 * archives have one) and the marker files at the top.
 */
export class Shape {
  #first: string | null = null;
  #wrapped = true;
  #deep = false;
  #beside = 0;
  readonly #top = new Set<string>();
  readonly #second = new Set<string>();

  /** Records the path of one entry. */
  add(parts: string[], isFolder: boolean): void {
    const [first, second] = parts;
    if (first === undefined) return;
    if (isMacMetadata(first)) {
      if (!isFolder) this.#beside++;
      return;
    }
    this.#first ??= first;
    if (first !== this.#first || (parts.length === 1 && !isFolder)) this.#wrapped = false;
    if (isFolder) return;
    if (second !== undefined) this.#deep = true;
    if (parts.length === 1 && isMarker(first)) this.#top.add(first);
    if (parts.length === 2 && first === this.#first && second && isMarker(second)) this.#second.add(second);
  }

  /** The folder that wraps everything, or null. */
  get wrapping(): string | null {
    return this.#wrapped && this.#deep ? this.#first : null;
  }

  /** The number of macOS metadata files beside the wrapping folder; a build removes them with it. */
  get beside(): number {
    return this.wrapping === null ? 0 : this.#beside;
  }

  get detected(): Detected {
    return detect(this.wrapping === null ? this.#top : this.#second);
  }
}

/** True for macOS metadata, which does not count as content. */
export function isMacMetadata(name: string): boolean {
  return name.startsWith("._") || name === ".DS_Store" || name === "__MACOSX";
}
