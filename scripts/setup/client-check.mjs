/** Returns the problem of the client's registration, or null. `GET /oauth/clients/:id` needs no sign-in. */
export async function redirectProblem(apiUrl, clientId, callbackUrl) {
  let response;
  try {
    response = await fetch(`${apiUrl}/oauth/clients/${encodeURIComponent(clientId)}`, {
      headers: { accept: "application/vnd.heroku+json; version=3" },
      signal: AbortSignal.timeout(10_000),
    });
  } catch {
    return `${apiUrl} does not answer, so the registered callback was not compared.`;
  }
  if (response.status === 404) return `Heroku knows no OAuth client ${clientId}: check HEROKU_OAUTH_ID.`;
  if (!response.ok)
    return `${apiUrl} answered ${response.status}, so the registered callback was not compared.`;
  const { redirect_uri: registered } = await response.json();
  if (registered === callbackUrl) return null;
  return (
    `The client's registered callback is ${registered}, but this Slipway answers at ${callbackUrl}.\n` +
    `Either set PUBLIC_URL=${originOf(registered)}, or run: heroku clients:update ${clientId} --url ${callbackUrl}`
  );
}

function originOf(url) {
  return URL.canParse(url) ? new URL(url).origin : url;
}
