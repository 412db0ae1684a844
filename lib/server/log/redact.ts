const TOKEN = /HRKU-[A-Za-z0-9_-]+/g;
const CREDENTIALS = /\b(bearer|basic)\s+[A-Za-z0-9+/=._~-]{8,}/gi;
// Older tokens are bare UUIDs, as are the ids of everything else: only those beside a telling name are hidden.
const NAMED =
  /((?:access_token|refresh_token|client_secret|code_verifier|password|secret|authorization|cookie|code|state)\\?["']?\s*[=:]\s*\\?["']?)[^\s"'\\&,;}]{6,}/gi;
const URL_AND_QUERY = /(https?:\/\/[^\s"'\\?]+)(\?[^\s"'\\]+)?/gi;
// The boundary keeps it linear: paths of thousands of letters are logged too.
const URL_CREDENTIALS = /\b(\w+:\/\/)[^\s/"']+@/g;

/** Hides tokens, credentials and the queries of URLs (signatures stand there). */
export function redact(text: string): string {
  return redactUrls(text).replace(CREDENTIALS, "$1 …").replace(NAMED, "$1…");
}

/** As `redact`, for words that people read: `code: …` stays as it is. */
export function redactUrls(text: string): string {
  return text
    .replace(TOKEN, "[token]")
    .replace(URL_AND_QUERY, (_, url: string, query?: string) => (query ? `${url}?…` : url))
    .replace(URL_CREDENTIALS, "$1…@");
}
