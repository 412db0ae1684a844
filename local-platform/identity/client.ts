/** The OAuth client of the dashboard. The redirect always goes to its registered URI, whatever a request asks. */
export type OauthClient = { id: string; secret: string; name: string; redirectUri: string };
