const TOKEN = /HRKU-[A-Za-z0-9_-]+/g;
const CREDENTIALS = /\b(bearer|basic)\s+[A-Za-z0-9+/=._~-]{8,}/gi;
// Older tokens are UUIDs, like all ids: they are hidden only next to such a name.
const NAMED =
  /((?:access_token|refresh_token|client_secret|code_verifier|password|secret|authorization|cookie|code|state)\\?["']?\s*[=:]\s*\\?["']?)[^\s"'\\&,;}]{6,}/gi;
const URL_AND_QUERY = /(https?:\/\/[^\s"'\\?]+)(\?[^\s"'\\]+)?/gi;
// The word boundary keeps it linear in paths of thousands of letters.
const URL_CREDENTIALS = /\b(\w+:\/\/)[^\s/"']+@/g;

/** Hides tokens, credentials and the query strings of URLs, which contain signatures. */
export function redact(text: string): string {
  return redactUrls(text).replace(CREDENTIALS, "$1 …").replace(NAMED, "$1…");
}

/** Like `redact`, but for displayed text: `code: …` stays. */
export function redactUrls(text: string): string {
  return text
    .replace(TOKEN, "[token]")
    .replace(URL_AND_QUERY, (_, url: string, query?: string) => (query ? `${url}?…` : url))
    .replace(URL_CREDENTIALS, "$1…@");
}
