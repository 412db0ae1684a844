/** Why the page is shown: what Heroku or the user answered, or a permission that is missing. */
export const denied =
  "You chose not to let Slipway in. Nothing was stored. You can sign in whenever you like.";
export const signInFailed =
  "Signing in did not work, and nothing was stored. Try again; the server's log has the cause.";
export const needsPermission = (scopes: string) =>
  `This needs one more permission: ${scopes}. Sign in once more to grant it; you return to where you were.`;

export const signedOutEverywhere = (isLocal: boolean) =>
  `You are signed out. The authorization was ended at ${isLocal ? "the local platform" : "Heroku"} too.`;
export const signedOut = "You are signed out. The tokens kept here are deleted.";
export const signedOutStillAuthorized =
  "You are signed out, and the tokens kept here are deleted. Heroku still lists Slipway as authorized: end that under";
export const authorizedApplications = "Authorized applications";
export const signIn = "Sign in";
export const signInHeading = "Sign in to see what runs";
export const whatSlipwayShows = "Builds, releases and promotions of the Heroku apps your account can see.";
export const signInWithHeroku = "Sign in with Heroku";
export const checkingUpstream = "Asking whether Heroku answers…";
export const localPlatformNote =
  "This is the local platform: it builds and runs apps on this machine. No account is needed.";
export const tokenNote = "Your token stays on this server, encrypted.";
export const scopesNote = (asked: string) => `Asked for: ${asked}.`;
export const signOutNote = "Signing out here ends it here. Heroku lists it under Authorizations.";
export const upstreamName = (host: string, isLocal: boolean) =>
  isLocal ? `The local platform (${host})` : host;
export const upstreamAnswers = (name: string) => `${name} answers`;
export const upstreamNotAnswering = (name: string) =>
  `${name} is not answering: signing in will not work right now.`;
