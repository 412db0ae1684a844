import { BuildCreate } from "@/lib/schemas/build";
import { versionFromUrl } from "@/lib/tarball/version";
import * as text from "@/lib/text/uploads";
import type { UploadState } from "./upload-state";

type UrlFields = Pick<UploadState, "url" | "checksum" | "version" | "description">;

/** Returns the body of a build from a URL, or the errors of the fields. Bare SHA-256 digits get their prefix. */
export function urlBuild(
  fields: UrlFields,
): { body: BuildCreate } | { errors: { url?: string; checksum?: string } } {
  const url = fields.url.trim();
  if (url === "") return { errors: { url: text.enterAddress } };
  const checksum = fields.checksum.trim();
  const version = (fields.version ?? versionFromUrl(url) ?? "").trim();
  const description = fields.description.trim();
  const parsed = BuildCreate.safeParse({
    source_blob: {
      url,
      ...(version && { version }),
      ...(description && { version_description: description }),
      ...(checksum && { checksum: /^SHA256:/i.test(checksum) ? checksum : `SHA256:${checksum}` }),
    },
  });
  if (parsed.success) return { body: parsed.data };
  const problem = (field: string) => parsed.error.issues.find(({ path }) => path.at(-1) === field)?.message;
  const [urlProblem, checksumProblem] = [problem("url"), problem("checksum")];
  return {
    errors: {
      ...(urlProblem && { url: text.thisProblem(urlProblem) }),
      ...(checksumProblem && { checksum: text.thisProblem(checksumProblem) }),
    },
  };
}
