import { catalog, type ErrorId, messageOf } from "@/lib/errors/catalog";

/** What is wrong with a tarball or a folder: an id of the catalog, and its sentence. `detail` names the file. */
export class TarballError extends Error {
  readonly id: ErrorId;
  readonly detail: string;
  /** What to do next. */
  readonly next: string;

  constructor(id: ErrorId, detail?: string) {
    super(messageOf(id, detail));
    this.name = "TarballError";
    this.id = id;
    this.detail = detail ?? catalog[id].title;
    this.next = catalog[id].next;
  }
}
