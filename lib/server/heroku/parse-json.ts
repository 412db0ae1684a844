/** Returns the parsed JSON, or null for an empty body, a proxy's HTML page or anything else that is not JSON. */
export function parseJson(text: string): unknown {
  if (text.trim() === "") return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
