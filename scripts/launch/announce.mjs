const EVERYWHERE = ["0.0.0.0", "::"];

/** Returns the lines to print once the product is ready: its address, how to sign in, and how a TV reaches the wall. */
export function announcement(settings, lanAddresses) {
  return [
    "",
    `  ${signIn(settings)}`,
    ...running(settings),
    ...network(settings, lanAddresses),
    "  Stop with Ctrl+C.",
    "",
  ];
}

function signIn({ local, key }) {
  if (local)
    return 'Open it, press "Sign in with Heroku", then "Authorize": the local platform needs no account.';
  return key
    ? "It works with your HEROKU_API_KEY, for this machine only: no sign-in."
    : 'Open it and press "Sign in with Heroku".';
}

const running = ({ local, appsPort }) =>
  local ? [`  Running apps answer at http://<app>.localhost:${appsPort}/`] : [];

function network(settings, lanAddresses) {
  const { host, key, publicUrl } = settings;
  if (isLoopback(host)) {
    // With an API key, everyone on the network would act as its owner: the server refuses to start.
    if (key) return [];
    if (!isLoopback(new URL(publicUrl).hostname)) return [`  The wall, for a TV: ${publicUrl}/wall`];
    return [`  For a TV or others on this network: ${openTo(settings, lanAddresses)}`];
  }
  const origins = originsOf(settings, lanAddresses);
  return [
    ...origins.map((origin) => `  The wall, for a TV: ${origin}/wall`),
    ...unlessPublic(settings, lanAddresses),
    ...(isSecure(publicUrl)
      ? []
      : ["  Only over https can the wall keep a TV awake: else switch its screen saver off."]),
  ];
}

/** Returns the origins at which the wall is reachable. Unlike pages, it does not redirect to PUBLIC_URL. */
function originsOf({ host, port, publicUrl }, lanAddresses) {
  const own = EVERYWHERE.includes(host) ? lanAddresses : [host.includes(":") ? `[${host}]` : host];
  const reached = isLoopback(new URL(publicUrl).hostname) ? [] : [publicUrl];
  return [...new Set([...reached, ...own.map((address) => `http://${address}:${port}`)])];
}

/** Pages redirect to PUBLIC_URL, which others cannot reach if it names this machine. */
function unlessPublic(settings, lanAddresses) {
  // The local platform, and with it the sign-in, serves only this machine.
  if (settings.local) return ["  Signing in, and so pairing the TV, works in browsers of this machine."];
  if (!isLoopback(new URL(settings.publicUrl).hostname)) return [];
  return [`  For others to sign in, too: ${openTo(settings, lanAddresses)}`];
}

function openTo({ port }, lanAddresses) {
  const address = lanAddresses[0] ?? "<address of this machine>";
  const own = port === 3000 ? "" : `PORT=${port} `;
  return `${own}HOST=0.0.0.0 PUBLIC_URL=http://${address}:${port} npm start`;
}

const isSecure = (url) => url.startsWith("https:");
const isLoopback = (host) =>
  host === "localhost" || host === "::1" || host === "[::1]" || /^127\./.test(host);
