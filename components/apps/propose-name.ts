/**
 * Returns a name that Heroku accepts, from the name of a folder or tarball: "My_App-1.2.tar.gz" → "my-app-1-2".
 * Returns "" if no valid name remains.
 */
export function proposeName(from: string): string {
  const name = from
    .toLowerCase()
    .replace(/\.(tar\.gz|tgz)$/, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^[^a-z]+/, "")
    .slice(0, 30)
    .replace(/-+$/, "");
  return name.length >= 3 ? name : "";
}
