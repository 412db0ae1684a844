/** How far a stage or target is behind the source, or the source behind it: "2 changes". */
export const changes = (count: number) => (count === 1 ? "1 change" : `${count} changes`);

export const changesBehind = (count: number) => `${changes(count)} behind`;

/** A warning beside the button: the source's code is older than the target's. */
export const takesOut = (count: number, targets: string) =>
  `older code: ${changes(count)} ${count === 1 ? "is" : "are"} removed from ${targets}`;

/** The head of the list of what a promotion takes out of a target. */
export const removedFrom = (count: number, target: string) => `${changes(count)} removed from ${target}`;

export const CANNOT_COMPARE = "the known releases do not reach back far enough to list the changes";
