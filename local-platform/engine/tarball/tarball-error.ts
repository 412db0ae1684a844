/** A tarball that is refused: what is wrong with it, naming the entry, and what to do next. */
export class TarballError extends Error {
  readonly next: string;

  constructor(
    message: string,
    next = "Pack it again, for example with `tar czf app.tar.gz .`, and build again.",
  ) {
    super(message);
    this.name = "TarballError";
    this.next = next;
  }
}
