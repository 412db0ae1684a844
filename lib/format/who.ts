import type { User } from "@/lib/schemas/common";

/** The short name a row shows: "dana.ito@example.com" → "Dana"; "someone" when upstream does not say. */
export function whoOf(user: User): string {
  const first = user.email?.split("@")[0]?.split(/[._+-]/)[0];
  return first ? capital(first) : "someone";
}

/** The full name where there is room: "dana.ito@example.com" → "Dana Ito". */
export function fullNameOf(user: { email: string | null; name?: string | null }): string {
  if (user.name) return user.name;
  const local = user.email?.split("@")[0] ?? "";
  return (
    local
      .split(/[._+-]/)
      .filter(Boolean)
      .map(capital)
      .join(" ") || "someone"
  );
}

/** At most two letters for a round badge: "Dana Ito" → "DI". */
export function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return letters.map((word) => word?.[0]?.toUpperCase() ?? "").join("");
}

function capital(word: string): string {
  return `${word[0]?.toUpperCase() ?? ""}${word.slice(1)}`;
}
