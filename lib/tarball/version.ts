const ARCHIVE = /(\.tar\.gz|\.tgz|\.tar|\.gz)$/i;
const COPY = /( \(\d+\)| copy( \d+)?)$/i;
const RELEASE = /(?:^|[-_])(v?\d+(?:\.\d+){1,3}(?:[-+.][0-9A-Za-z.]+)*|v\d+)$/;
const COMMIT = /(?:^|[-_.])(?=[0-9a-f]*\d)([0-9a-f]{7,40})$/;

/**
 * The version that a file's or folder's name ends in: `app-1.2.3.tgz` → `1.2.3`,
 * `example-app-cb6999d.tar.gz` → `cb6999d`. Null when it names none.
 */
export function versionFromName(name: string): string | null {
  const bare = name.replace(ARCHIVE, "").replace(COPY, "").replace(ARCHIVE, "");
  return COMMIT.exec(bare)?.[1] ?? RELEASE.exec(bare)?.[1] ?? null;
}

/** The version in a GitHub archive's address (`…/archive/cb6999d.tar.gz`, `…/archive/refs/tags/v1.2.tar.gz`). */
export function versionFromUrl(url: string): string | null {
  const path = URL.canParse(url) ? new URL(url).pathname : "";
  return versionFromName(path.slice(path.lastIndexOf("/") + 1));
}
