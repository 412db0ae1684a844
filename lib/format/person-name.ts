import type { User } from "@/lib/schemas/common";

/** Returns a person's short name: "dana.ito@example.com" → "Dana"; "someone" without an address. */
export function shortNameOf(user: User): string {
  const first = user.email?.split("@")[0]?.split(/[._+-]/)[0];
  return first ? capital(first) : "someone";
}

/** Returns a person's full name: "dana.ito@example.com" → "Dana Ito". */
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

/** Returns at most two initials: "Dana Ito" → "DI". */
export function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return letters.map((word) => word?.[0]?.toUpperCase() ?? "").join("");
}

function capital(word: string): string {
  return `${word[0]?.toUpperCase() ?? ""}${word.slice(1)}`;
}
