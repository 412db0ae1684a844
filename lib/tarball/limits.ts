import { TarballError } from "./tarball-error";

/** The limits of one tarball, in bytes. `scanned`: the largest file that is searched for secrets. */
export type Limits = { packed: number; unpacked: number; files: number; scanned: number };

const MiB = 1024 * 1024;

/** A slug is at most 500 MB; a source of several times that cannot become one. */
export const defaultLimits: Limits = {
  packed: 2048 * MiB,
  unpacked: 4096 * MiB,
  files: 200_000,
  scanned: 64 * 1024,
};

/** Returns the error that names the exceeded limit. */
export function tooLarge<Which extends "packed" | "unpacked" | "files">(
  which: Which,
  limits: Pick<Limits, Which>,
): TarballError {
  const limit = limits[which];
  if (which === "files") return new TarballError("too_large", `The tarball holds more than ${limit} files.`);
  const verb = which === "packed" ? "is larger than" : "unpacks to more than";
  const size =
    limit < 1024 * MiB ? `${Math.round(limit / MiB)} MB` : `${Math.round(limit / (1024 * MiB))} GB`;
  return new TarballError("too_large", `The tarball ${verb} ${size}.`);
}
