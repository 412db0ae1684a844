import { TarballError } from "./tarball-error";

/** A longer path does not fit on disk below the folder that it is unpacked in. */
const MAX_PATH_BYTES = 3_800;
const MAX_NAME_BYTES = 255;

// A byte order mark at the start of a name belongs to the name.
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Decodes a name. Throws `unsupported_entry` if its bytes are not UTF-8. */
export function nameOf(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    const shown = Array.from(bytes, (byte) =>
      byte < 0x80 ? String.fromCharCode(byte) : `\\x${byte.toString(16).toUpperCase()}`,
    );
    throw unsupported(`${shownPath(shown.join(""))}, a name that is not UTF-8`);
  }
}

/**
 * Returns the parts of an entry's path, without `.` parts: `./app/index.js` → `["app", "index.js"]`, `./` → `[]`.
 * Throws `unsafe_tarball` for an absolute path or one with `..`, `unsupported_entry` for one that is too long.
 */
export function entryParts(path: string): string[] {
  // A UTF-16 unit takes at most three bytes in UTF-8.
  if (path.length > MAX_PATH_BYTES / 3 && utf8Length(path) > MAX_PATH_BYTES) {
    throw unsupported(`${shownPath(path)}, a path of ${utf8Length(path)} bytes`);
  }
  const parts = path.split("/").filter((part) => part !== "" && part !== ".");
  if (path.startsWith("/") || parts.includes("..")) {
    throw new TarballError(
      "unsafe_tarball",
      `The tarball holds ${shownPath(path)}, a path that leaves its folder.`,
    );
  }
  const long = parts.find((part) => part.length > MAX_NAME_BYTES / 3 && utf8Length(part) > MAX_NAME_BYTES);
  if (long) throw unsupported(`${shownPath(path)}, in which a name has more than ${MAX_NAME_BYTES} bytes`);
  return parts;
}

/** True if a symbolic link at `parts` with this target points out of the tarball's folder. */
export function linkLeaves(parts: string[], target: string): boolean {
  if (target.startsWith("/")) return true;
  let depth = parts.length - 1;
  for (const part of target.split("/")) {
    if (part === "..") depth--;
    else if (part !== "" && part !== ".") depth++;
    if (depth < 0) return true;
  }
  return false;
}

/** Builds an `unsupported_entry` error; `what` names the entry. */
export const unsupported = (what: string): TarballError =>
  new TarballError("unsupported_entry", `The tarball holds ${what}.`);

/** Returns a path for display: cut, with invisible and bidirectional control characters escaped. */
export function shownPath(path: string): string {
  const cut = path.length > 200 ? `${path.slice(0, 200)}…` : path;
  return cut.replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`,
  );
}

const encoder = new TextEncoder();
const utf8Length = (text: string) => encoder.encode(text).length;
