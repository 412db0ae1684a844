const ARCHIVE = /(\.tar\.gz|\.tgz|\.tar|\.gz)$/i;
const COPY = /( \(\d+\)| copy( \d+)?)$/i;
const RELEASE = /(?:^|[-_])(v?\d+(?:\.\d+){1,3}(?:[-+.][0-9A-Za-z.]+)*|v\d+)$/;
const COMMIT = /(?:^|[-_.])(?=[0-9a-f]*\d)([0-9a-f]{7,40})$/;

/**
 * Returns the version at the end of a file's or folder's name, or null: `app-1.2.3.tgz` → `1.2.3`,
 * `example-app-cb6999d.tar.gz` → `cb6999d`.
 */
export function versionFromName(name: string): string | null {
  const bare = name.replace(ARCHIVE, "").replace(COPY, "").replace(ARCHIVE, "");
  return COMMIT.exec(bare)?.[1] ?? RELEASE.exec(bare)?.[1] ?? null;
}

/**
 * Returns the version in the URL of a GitHub archive (`…/archive/cb6999d.tar.gz`, `…/archive/refs/tags/v1.2.tar.gz`),
 * or null.
 */
export function versionFromUrl(url: string): string | null {
  const path = URL.canParse(url) ? new URL(url).pathname : "";
  return versionFromName(path.slice(path.lastIndexOf("/") + 1));
}
