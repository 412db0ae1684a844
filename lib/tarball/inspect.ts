import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import type { ParsedTarEntry } from "modern-tar";
import type { Detected } from "./detect";
import { tarEntries } from "./entries";
import { entryParts, linkLeaves } from "./entry-path";
import { gunzip } from "./gunzip";
import { defaultLimits, type Limits } from "./limits";
import { secretIn } from "./secrets";
import { Shape } from "./shape";
import { TarballError } from "./tarball-error";

/** What a tarball holds. `bytes` packed, `unpacked` the sum of its files; `commit` as `git archive` notes it. */
export type Inspection = {
  bytes: number;
  sha256: string;
  files: number;
  unpacked: number;
  wrapping: string | null;
  detected: Detected;
  links: number;
  leaving: string[];
  secrets: { path: string; what: string }[];
  commit: string | null;
};

export type Progress = { bytes: number; files: number; unpacked: number };

const LISTED = 100;
const COMMIT = /^[0-9a-f]{40}([0-9a-f]{24})?$/;

/**
 * Reads a gzipped tar to its end, in little memory, and tells what it holds. Throws `TarballError` with one of
 * `empty_tarball`, `not_gzip`, `not_tar`, `truncated_tarball`, `damaged_tarball`, `unsafe_tarball`, `too_large`.
 */
export async function inspect(
  source: ReadableStream<Uint8Array<ArrayBuffer>>,
  { limits = defaultLimits, onProgress }: { limits?: Limits; onProgress?: (progress: Progress) => void } = {},
): Promise<Inspection> {
  const hash = sha256.create();
  const shape = new Shape();
  const found: Omit<Inspection, "sha256" | "wrapping" | "detected"> = {
    bytes: 0,
    files: 0,
    unpacked: 0,
    links: 0,
    leaving: [],
    secrets: [],
    commit: null,
  };
  const unpacked = gunzip(source, (chunk) => {
    hash.update(chunk);
    found.bytes += chunk.length;
    if (found.bytes > limits.packed) throw tooLarge(`is larger than ${size(limits.packed)}`);
    onProgress?.({ bytes: found.bytes, files: found.files, unpacked: found.unpacked });
  });
  for await (const entry of tarEntries(unpacked)) {
    const { header } = entry;
    const parts = entryParts(header.name);
    shape.note(parts, header.type === "directory");
    const comment = header.pax?.comment;
    if (comment && COMMIT.test(comment)) found.commit = comment;
    noteLink(found, parts, entry);
    if (header.type === "file") {
      found.files++;
      found.unpacked += header.size;
      if (found.files > limits.files) throw tooLarge(`holds more than ${limits.files} files`);
      if (found.unpacked > limits.unpacked) throw tooLarge(`unpacks to more than ${size(limits.unpacked)}`);
    }
    await noteSecret(found, parts, entry, limits.scanned);
  }
  if (found.files === 0) throw new TarballError("empty_tarball");
  return {
    ...found,
    sha256: bytesToHex(hash.digest()),
    wrapping: shape.wrapping,
    detected: shape.detected,
  };
}

function noteLink(found: Pick<Inspection, "links" | "leaving">, parts: string[], { header }: ParsedTarEntry) {
  if (header.type === "link") entryParts(header.linkname ?? "");
  if (header.type !== "link" && header.type !== "symlink") return;
  found.links++;
  if (
    header.type === "symlink" &&
    linkLeaves(parts, header.linkname ?? "") &&
    found.leaving.length < LISTED
  ) {
    found.leaving.push(parts.join("/"));
  }
}

async function noteSecret(
  found: Pick<Inspection, "secrets">,
  parts: string[],
  { header, body }: ParsedTarEntry,
  scanned: number,
) {
  // Packages ship keys in their tests: noise that nobody can act on.
  if (header.type !== "file" || parts.includes("node_modules") || found.secrets.length >= LISTED) {
    return body.cancel();
  }
  const path = parts.join("/");
  const text = header.size <= scanned ? await new Response(body).text() : "";
  if (header.size > scanned) await body.cancel();
  const what = secretIn(path, text);
  if (what) found.secrets.push({ path, what });
}

const tooLarge = (why: string) => new TarballError("too_large", `The tarball ${why}.`);
const size = (bytes: number) =>
  bytes < 1024 ** 3 ? `${Math.round(bytes / 1024 ** 2)} MB` : `${Math.round(bytes / 1024 ** 3)} GB`;
