export const signedOutEverywhere = (upstream: string) =>
  `You are signed out. The authorization was ended at ${upstream} too.`;
export const signedOut = "You are signed out. The tokens kept here are deleted.";
export const signedOutStillAuthorized =
  "You are signed out, and the tokens kept here are deleted. Heroku still lists Slipway as authorized: end that under";
export const authorizedApplications = "Authorized applications";
export const signIn = "Sign in";
export const slipway = "Slipway";
export const signInHeading = "Sign in to see what runs";
export const whatSlipwayShows = "Builds, releases and promotions of the Heroku apps your account can see.";
export const signInWithHeroku = "Sign in with Heroku";
export const checkingUpstream = "Asking whether Heroku answers…";
export const localPlatformPromise =
  "This is the local platform: it builds and runs apps on this machine. No account is needed.";
export const tokenPromise = "Your token stays on this server, encrypted.";
export const scopesPromise = (asked: string) => `Asked for: ${asked}.`;
export const signOutPromise = "Signing out here ends it here. Heroku lists it under Authorizations.";
export const upstreamAnswers = (name: string) => `${name} answers`;
export const upstreamNotAnswering = (name: string) =>
  `${name} is not answering: signing in will not work right now.`;
