import type { Build } from "@/lib/schemas/build";

const OWNER_AND_NAME = String.raw`([\w.-]+)\/([\w.-]+?)`;

/** The addresses under which GitHub gives a source as a tarball, or at all. */
const FORMS = [
  new RegExp(String.raw`^https:\/\/codeload\.github\.com\/${OWNER_AND_NAME}\/(?:legacy\.)?(?:tar\.gz|zip)\/`),
  new RegExp(String.raw`^https:\/\/api\.github\.com\/repos\/${OWNER_AND_NAME}\/(?:tarball|zipball)(?:\/|$)`),
  new RegExp(
    String.raw`^https:\/\/(?:www\.)?github\.com\/${OWNER_AND_NAME}(?:\.git)?(?:\/(?:archive|tarball|releases)\/.*)?\/?$`,
  ),
];

/** `https://github.com/owner/name` when a source's URL is one of GitHub's; else null. */
export function repositoryOf(sourceUrl: string): string | null {
  for (const form of FORMS) {
    const [, owner, name] = form.exec(sourceUrl) ?? [];
    if (owner && name) return `https://github.com/${owner}/${name}`;
  }
  return null;
}

/** The repository that the newest of these builds came from, as far as one tells; builds newest first. */
export function repositoryFrom(builds: readonly Pick<Build, "source_blob">[]): string | null {
  for (const { source_blob } of builds) {
    const repository = source_blob.url && repositoryOf(source_blob.url);
    if (repository) return repository;
  }
  return null;
}
