/** Ends a build: what happened and what to do next. Each line is prefixed with ` !` in the output. */
export class BuildFailure extends Error {
  readonly lines: string[];
  readonly exitCode: number;

  constructor(lines: string[], exitCode = 1) {
    super(lines[0] ?? "The build failed.");
    this.name = "BuildFailure";
    this.lines = lines;
    this.exitCode = exitCode;
  }
}
