import type { Build } from "@/lib/schemas/build";

const OWNER_AND_NAME = String.raw`([\w.-]+)\/([\w.-]+?)`;

/** The forms of a GitHub source URL, tarball URLs included. */
const FORMS = [
  new RegExp(String.raw`^https:\/\/codeload\.github\.com\/${OWNER_AND_NAME}\/(?:legacy\.)?(?:tar\.gz|zip)\/`),
  new RegExp(String.raw`^https:\/\/api\.github\.com\/repos\/${OWNER_AND_NAME}\/(?:tarball|zipball)(?:\/|$)`),
  new RegExp(
    String.raw`^https:\/\/(?:www\.)?github\.com\/${OWNER_AND_NAME}(?:\.git)?(?:\/(?:archive|tarball|releases)\/.*)?\/?$`,
  ),
];

/** Returns `https://github.com/owner/name` if the source URL is a GitHub URL; else null. */
export function repositoryOf(sourceUrl: string): string | null {
  for (const form of FORMS) {
    const [, owner, name] = form.exec(sourceUrl) ?? [];
    if (owner && name) return `https://github.com/${owner}/${name}`;
  }
  return null;
}

/** Returns the repository of the newest build that has one; null when none has. Builds are newest first. */
export function repositoryFrom(builds: readonly Pick<Build, "source_blob">[]): string | null {
  for (const { source_blob } of builds) {
    const repository = source_blob.url && repositoryOf(source_blob.url);
    if (repository) return repository;
  }
  return null;
}
