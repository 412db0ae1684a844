const ENV = /^\.env(\..+)?$/;
const ENV_EXAMPLE = /^\.env\.(.+\.)?(example|sample|template|dist|defaults|schema)$/;
const KEY = /^(id_(rsa|dsa|ecdsa|ed25519)(_.*)?|.*\.(pem|key|p12|pfx|jks|keystore|ppk)|\.netrc|\.pgpass)$/i;
const PUBLIC_KEY = /\.pub$/i;

/** True for `.env` and its variants, except examples such as `.env.example`. */
export function isEnvFile(path: string): boolean {
  const name = nameOf(path);
  return ENV.test(name) && !ENV_EXAMPLE.test(name);
}

/** True if the name is that of a key file: `*.pem`, `id_rsa`, `*.p12`, `.netrc` and the like. */
export function isKeyFile(path: string): boolean {
  const name = nameOf(path);
  return KEY.test(name) && !PUBLIC_KEY.test(name);
}

const SIGNS: { what: string; only?: RegExp; sign: RegExp }[] = [
  { what: "a private key", sign: /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY-----(?:\r?\n|\\n)/ },
  {
    what: "a registry token",
    only: /^\.(npmrc|yarnrc(\.yml)?)$/,
    sign: /(?:_authToken|_auth|_password|npmAuthToken)\s*[=:]\s*["']?(?!\$)[^\s"'$]/,
  },
  { what: "an AWS key", sign: /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/ },
  { what: "a GitHub token", sign: /\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{22,})/ },
  { what: "a Heroku token", sign: /\bHRKU-[A-Za-z0-9_-]{36,}/ },
];

/** Returns the kind of secret that a file probably contains, by its name and its text, or null. */
export function secretIn(path: string, text: string): string | null {
  if (isEnvFile(path)) return "environment values";
  const name = nameOf(path);
  for (const { what, only, sign } of SIGNS) {
    if ((!only || only.test(name)) && sign.test(text)) return what;
  }
  // A .pem or .key file may be a public certificate: its text decides if it is PEM.
  const readable = /\.(pem|key)$/i.test(name) && text.includes("-----BEGIN");
  return isKeyFile(path) && !readable ? "a key" : null;
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
