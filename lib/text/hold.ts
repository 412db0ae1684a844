/** What a promotion overrides of one person: their lock on targets ("production-eu and production-us"), their mark. */
export type Overridden = { who: string; targets: { count: number; names: string } | null; marked: boolean };

/** Opens the reasons for acting against a lock or a mark. */
export const openOverride = "Override…";
/** The same button beside one of several targets. */
export const overrideLockOn = (app: string) => `Override the lock on ${app}…`;
/** The button while the reasons are open, followed by the targets: "→ 2 apps". */
export const overrideAndPromote = (version: number) => `Override and promote v${version}`;
export const reasonForOverriding = "Reason for overriding";

/** Under the button: "overrides Ada's lock on production-us". */
export const overrides = (all: readonly Overridden[]) =>
  `overrides ${all
    .flatMap(({ who, targets, marked }) => [
      ...(marked ? [`${who}'s “do not promote”`] : []),
      ...(targets ? [`${who}'s ${targets.count === 1 ? "lock" : "locks"} on ${targets.names}`] : []),
    ])
    .join(", ")}`;
