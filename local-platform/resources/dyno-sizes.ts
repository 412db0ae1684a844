/** Heroku's dyno sizes of the Common Runtime by name. The ids are fixed, so that they are the same in every store. */
export const dynoSizes = {
  Eco: "6d28a4b0-5b0e-4a53-9b5a-0c1a6a0f3e01",
  Basic: "3d0f7d5c-6b0b-4d6b-8f58-2f7c6b1f9a11",
  "Standard-1X": "6d28a4b0-5b0e-4a53-9b5a-0c1a6a0f3e03",
  "Standard-2X": "6d28a4b0-5b0e-4a53-9b5a-0c1a6a0f3e04",
  "Performance-M": "6d28a4b0-5b0e-4a53-9b5a-0c1a6a0f3e05",
  "Performance-L": "6d28a4b0-5b0e-4a53-9b5a-0c1a6a0f3e06",
  "Performance-L-RAM": "6d28a4b0-5b0e-4a53-9b5a-0c1a6a0f3e07",
  "Performance-XL": "6d28a4b0-5b0e-4a53-9b5a-0c1a6a0f3e08",
  "Performance-2XL": "6d28a4b0-5b0e-4a53-9b5a-0c1a6a0f3e09",
} as const;

/** Returns the name of a size given by id or by name in any case; null if there is none. */
export function dynoSizeNamed(identity: string): string | null {
  const wanted = identity.toLowerCase();
  const found = Object.entries(dynoSizes).find(
    ([name, id]) => name.toLowerCase() === wanted || id === wanted,
  );
  return found?.[0] ?? null;
}

/** Returns the size as a formation or dyno reports it. */
export function presentDynoSize(name: string): { id: string; name: string } {
  const id = Object.entries(dynoSizes).find(([known]) => known === name)?.[1] ?? dynoSizes.Basic;
  return { id, name };
}
