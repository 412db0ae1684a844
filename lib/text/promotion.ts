/** The title of a promotion that a newer release has overtaken: "v4 ran" "on production-us until 14:31". */
export const ranVersion = (version: number) => `v${version} ran`;

export const onUntil = (where: string, time: string | null) =>
  time === null ? `on ${where}` : `on ${where} until ${time}`;

export const stillRunningOn = (where: string) => `still running on ${where}`;

export const THEN_ROLLED_BACK = "then rolled back";

/** The line of one target: "ran v4 until 14:31 · replaced by v5 Retry webhooks". */
export const ranUntil = (version: number, time: string | null) =>
  time === null ? `ran v${version}` : `ran v${version} until ${time}`;

export const replacedBy = (version: number, description: string | null) =>
  `replaced by v${version}${description ? ` ${description}` : ""}`;

/** Why the page of a promotion is not green: nobody can tell what is running now. */
export const cannotSeeTargets = (version: number, where: string) =>
  `Your account can't see ${where}, so Slipway can't tell whether v${version} is still running there.`;

export const notReadTargets = (version: number, where: string) =>
  `${where} could not be read, so it is not known whether v${version} is still running there.`;

/** What rolling back a target replaces that was released after the promotion. */
export const rollBackReplaces = (version: number, description: string | null) =>
  `This replaces v${version}${description ? `, ${description}` : ""}, released after this promotion.`;

/** At the end of a promotion's row: "eu, us, ran until 14:31". */
export const ranTill = (time: string) => `ran until ${time}`;

/** Of a target that the viewer promoted to and cannot see any more. */
export const targetGone = "Deleted, or moved to where your account cannot see it.";
