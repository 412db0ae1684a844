import { catalog, type ErrorId, messageOf } from "@/lib/errors/catalog";

/** A problem with a tarball or a folder: an id of the catalog and its sentence. `detail` names the file. */
export class TarballError extends Error {
  readonly id: ErrorId;
  readonly detail: string;
  /** The next step for the user. */
  readonly next: string;

  constructor(id: ErrorId, detail?: string) {
    super(messageOf(id, detail));
    this.name = "TarballError";
    this.id = id;
    this.detail = detail ?? catalog[id].title;
    this.next = catalog[id].next;
  }
}
