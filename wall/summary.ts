import type { Item } from "./items";
import { pointInTime } from "./time-format";

export type Phrase = { text: string; bad: boolean };

/** Returns the sentence of the header: "1 failed · 1 building · 14 fine", "16 apps, all fine since 09:12". */
export function summaryOf(items: Item[], fineSince: number | null, now: number): Phrase[] {
  const calm = items.filter(({ tile, look }) => tile.kind === "ok" && look === "ok");
  if (items.length > 0 && calm.length === items.length)
    return [{ text: fine(items, fineSince, now), bad: false }];
  return counts(items, ({ look }) => look === "stale");
}

/** Returns the sentence for a wall that is grey: "last read 10:42: 1 building · 15 healthy". */
export function pastSummaryOf(items: Item[], then: number, now: number): Phrase[] {
  const phrases = counts(items, () => false).map(({ text }) => text.replace(/ fine$/, " healthy"));
  return [{ text: `last read ${pointInTime(then, now)}: ${phrases.join(" · ")}`, bad: false }];
}

function counts(items: Item[], unread: (item: Item) => boolean): Phrase[] {
  const of = (...kinds: string[]) =>
    items.filter((item) => (unread(item) ? kinds.includes("unknown") : kinds.includes(item.tile.kind)));
  const [bad, live, unknown, off] = [of("bad"), of("live"), of("unknown"), of("canceled")];
  const phrases = [
    { count: bad.length, text: brokenWord(bad), bad: true },
    { count: unknown.length, text: "unknown", bad: false },
    { count: of("warn").length, text: of("warn").length === 1 ? "warning" : "warnings", bad: false },
    { count: live.length, text: sharedWord(live) ?? "moving", bad: false },
    { count: off.length, text: sharedWord(off) ?? "off", bad: false },
    { count: of("ok").length, text: "fine", bad: false },
  ];
  return phrases
    .filter(({ count }) => count > 0)
    .map(({ count, text, bad: loud }) => ({ text: `${count} ${text}`, bad: loud }));
}

function brokenWord(items: Item[]): string {
  if (items.every(({ tile }) => /failed$/.test(tile.word))) return "failed";
  return sharedWord(items)?.split(" ")[0] ?? "broken";
}

/** Returns the word that all items have in common; null if they differ. */
function sharedWord(items: Item[]): string | null {
  const words = new Set(items.map(({ tile }) => tile.word));
  return words.size === 1 ? (items[0]?.tile.word ?? null) : null;
}

function fine(items: Item[], since: number | null, now: number): string {
  const start = items.length === 1 ? "1 app, fine" : `${items.length} apps, all fine`;
  // A start within the last minute carries no information.
  return since === null || now - since < 60_000 ? start : `${start} since ${pointInTime(since, now)}`;
}
