const SECRETS = [
  /\bHRKU-[\w-]+/g,
  /\b(?:gh[pousr]|github_pat|glpat|xox[abprs]|sk|pk|rk)[-_][\w-]{16,}/g,
  /\bAKIA[0-9A-Z]{12,}/g,
  /\beyJ[\w-]{8,}\.[\w-]+(?:\.[\w-]*)?/g,
  // A commit has 40 digits and is shown shortened anyway.
  /\b[0-9a-f]{32,}\b/gi,
  /[A-Za-z0-9+/_-]{40,}={0,2}/g,
];
const URL_CREDENTIALS = /\b(\w+:\/\/)[^\s/@]+@/g;
const NAMED = /\b((?:password|passwd|secret|token|api[_-]?key|authorization)\s*[=:]\s*)\S+/gi;

/** Masks tokens, keys and passwords in a text for a wall display, which anyone in the room can read. */
export function maskSecrets(text: string): string {
  const named = text.replace(URL_CREDENTIALS, "$1…@").replace(NAMED, "$1…");
  return SECRETS.reduce((masked, pattern) => masked.replace(pattern, "…"), named);
}
