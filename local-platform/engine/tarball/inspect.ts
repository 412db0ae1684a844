import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { Transform, Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { Parser, type ReadEntry } from "tar";
import type { Limits } from "@/local-platform/context";
import {
  checkLinks,
  type Entry,
  type EntryType,
  partsOf,
  show,
} from "@/local-platform/engine/tarball/entry-rules";
import { TarballError } from "@/local-platform/engine/tarball/tarball-error";

export type UnpackLimits = Pick<Limits, "unpackedBytes" | "unpackedFiles">;

const types: Record<string, EntryType> = {
  File: "file",
  OldFile: "file",
  ContiguousFile: "file",
  Directory: "directory",
  GNUDumpDir: "directory",
  SymbolicLink: "symlink",
  Link: "hardlink",
};

/**
 * Reads a gzipped tarball to its end without writing anything, and lists its entries.
 * @throws TarballError when it is damaged, reaches out of its folder or is larger than the limits
 */
export async function inspectTarball(
  file: string,
  limits: UnpackLimits,
  signal: AbortSignal,
): Promise<Entry[]> {
  if ((await stat(file)).size === 0) throw new TarballError("The source is empty: it has no bytes.");
  const entries: Entry[] = [];
  const parser = parserInto(entries, limits);
  try {
    const source = createReadStream(file);
    await pipeline(source, createGunzip(), meter(limits.unpackedBytes), parser.sink, { signal });
  } catch (error) {
    signal.throwIfAborted();
    throw asTarballError(error, entries.length);
  }
  if (entries.length === 0) throw new TarballError("The tarball holds no files.");
  checkLinks(entries);
  return entries;
}

function parserInto(entries: Entry[], limits: UnpackLimits): { sink: Writable } {
  let problem: Error | null = null;
  let blank = true;
  const parser = new Parser({
    gzip: false,
    onReadEntry(entry) {
      try {
        entries.push(accept(entry, entries.length, limits));
      } catch (error) {
        problem ??= error instanceof Error ? error : new Error(String(error));
      }
      entry.resume();
    },
    onwarn(code, message) {
      if (code !== "TAR_ENTRY_INFO") problem ??= new Error(String(message));
    },
  });
  // An own sink: errors come out of the pipeline, and reading stops at the first.
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      // An archive of nothing is all zeros, in which the parser sees no archive.
      blank &&= chunk.every((byte) => byte === 0);
      if (blank) return done();
      const more = parser.write(chunk);
      if (problem || more) done(problem);
      else parser.once("drain", () => done(problem));
    },
    final(done) {
      if (!blank) parser.end();
      done(problem);
    },
  });
  return { sink };
}

function accept(entry: ReadEntry, before: number, limits: UnpackLimits): Entry {
  const type = types[entry.type];
  if (!type) {
    throw new TarballError(
      `The tarball holds ${show(entry.path)}, a ${kindOf(entry.type)}; only files, folders and links are unpacked.`,
      "Remove it from the tarball and build again.",
    );
  }
  if (before >= limits.unpackedFiles) {
    throw new TarballError(
      `The tarball holds more than ${limits.unpackedFiles} files.`,
      "Leave out what the build does not need (node_modules, .git), then build again.",
    );
  }
  partsOf(entry.path);
  return { path: entry.path, type, target: entry.linkpath || null };
}

function kindOf(type: string): string {
  if (type === "CharacterDevice" || type === "BlockDevice") return "device file";
  return type === "FIFO" ? "named pipe" : `special file (${type})`;
}

/** Counts what comes out of gzip and stops early: a few bytes can unpack to a disk full. */
function meter(limit: number): Transform {
  let bytes = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.byteLength;
      if (bytes <= limit) return done(null, chunk);
      const error = new TarballError(
        `The tarball unpacks to more than ${(limit / 1024 ** 2).toFixed(1)} MB.`,
        "Leave out what the build does not need, then build again.",
      );
      return done(error);
    },
  });
}

function asTarballError(error: unknown, entries: number): Error {
  if (error instanceof TarballError) return error;
  const message = error instanceof Error ? error.message : String(error);
  if (/incorrect header check/.test(message)) {
    return new TarballError("The source is not gzip: a gzipped tarball (.tar.gz or .tgz) is needed.");
  }
  if (/unexpected end of file/.test(message))
    return new TarballError("The tarball is cut off: its gzip data ends early.");
  if (/truncated/i.test(message)) return new TarballError("The tarball is cut off in the middle of a file.");
  if (entries === 0) return new TarballError("The source is gzip, but what is inside is not a tar archive.");
  return new TarballError(`The tarball is damaged: ${message}.`);
}
