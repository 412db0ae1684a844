import type { Contents, Findings } from "./contents";
import { EntryRules, type SafeEntry, TopFolder } from "./entry-rules";
import { type Limits, tooLarge } from "./limits";
import type { Detected } from "./shape";
import { Shape } from "./shape";
import { TarWalker } from "./tar-walker";
import { TarballError } from "./tarball-error";

export type ArchiveEvent =
  | { kind: "entry"; entry: SafeEntry }
  | { kind: "data"; bytes: Uint8Array; offset: number }
  | { kind: "end" };

/** The totals of a whole archive. `files` includes hard links; `links` counts symbolic and hard links. */
export type Archive = {
  files: number;
  symlinks: number;
  links: number;
  unpacked: number;
  wrapping: string | null;
  detected: Detected;
  commit: string | null;
  findings: Findings | null;
};

type Options = {
  limits: Pick<Limits, "unpacked" | "files">;
  /** A folder that must exist at the top; otherwise `not_a_slug` is thrown. */
  folder?: string | undefined;
  contents?: Contents;
};

const COMMIT = /^[0-9a-f]{40}([0-9a-f]{24})?$/;

/**
 * Reads an unpacked tar archive chunk by chunk and applies the rules. The browser's check, the server's check during a
 * relay and the local platform's unpacker share it, so their results agree. Throws `TarballError`.
 */
export class ArchiveReader {
  readonly #walker = new TarWalker();
  readonly #rules: EntryRules;
  readonly #shape = new Shape();
  readonly #limits: Options["limits"];
  readonly #folder: TopFolder | null;
  readonly #contents: Contents | undefined;
  #bytes = 0;

  constructor({ limits, folder, contents }: Options) {
    this.#limits = limits;
    this.#rules = new EntryRules(limits);
    this.#folder = folder === undefined ? null : new TopFolder(folder);
    this.#contents = contents;
  }

  *write(chunk: Uint8Array): Generator<ArchiveEvent, void, void> {
    this.#bytes += chunk.length;
    if (this.#bytes > this.#limits.unpacked) throw tooLarge("unpacked", this.#limits);
    for (const event of this.#walker.write(chunk)) {
      if (event.kind === "entry") {
        const entry = this.#rules.add(event.entry);
        this.#shape.add(entry.parts, entry.kind === "folder");
        this.#folder?.add(entry);
        this.#contents?.entry(entry);
        yield { kind: "entry", entry };
      } else {
        if (event.kind === "data") this.#contents?.data(event.bytes, event.offset);
        else this.#contents?.end();
        yield event;
      }
    }
  }

  /** Ends the input and returns the totals. Throws `TarballError` if the archive is incomplete or has no files. */
  finish(): Archive {
    const { endMark } = this.#walker.finish();
    const { files, symlinks, hardlinks, unpacked } = this.#rules;
    if (files === 0) throw new TarballError("empty_tarball");
    this.#folder?.check();
    const { wrapping, detected } = this.#shape;
    const { comment } = this.#walker;
    const findings = this.#contents?.finish(this.#rules, wrapping, detected, endMark) ?? null;
    const commit = comment !== null && COMMIT.test(comment) ? comment : null;
    return {
      files: files - this.#shape.beside,
      symlinks,
      links: symlinks + hardlinks,
      unpacked,
      wrapping,
      detected,
      commit,
      findings,
    };
  }
}
