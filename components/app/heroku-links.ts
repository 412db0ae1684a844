/** Returns a shell command that lists an app's newest builds. `HEROKU_API_URL` defaults to Heroku's address. */
export function curlOfBuilds(app: string): string {
  return [
    `curl -sS "\${HEROKU_API_URL:-https://api.heroku.com}/apps/${app}/builds"`,
    `  -H "Accept: application/vnd.heroku+json; version=3"`,
    `  -H "Authorization: Bearer $HEROKU_API_KEY"`,
    `  -H "Range: created_at ..; max=10, order=desc"`,
  ].join(" \\\n");
}

/** Returns the URL of an app in Heroku's dashboard; null for an app of a local platform. */
export function herokuPageOf(app: { name: string; web_url: string | null }): string | null {
  const host = app.web_url ? new URL(app.web_url).hostname : "";
  if (host === "localhost" || host.endsWith(".localhost")) return null;
  return `https://dashboard.heroku.com/apps/${encodeURIComponent(app.name)}`;
}
