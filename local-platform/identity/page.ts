import { html, raw } from "hono/html";
import type { Scope } from "@/local-platform/http/scopes";
import type { AccountRow } from "@/local-platform/store/tables";

const inWords: Record<Scope, string> = {
  global: "Everything: your account, apps, config vars and authorizations",
  identity: "Read your account: name and email",
  read: "See your apps, builds and releases, without their config vars",
  write: "Change your apps and release to them, without seeing their config vars",
  "read-protected": "See your apps, builds, releases and config vars",
  "write-protected": "See and change your apps, releases and config vars",
};

type Consent = {
  clientName: string;
  people: AccountRow[];
  scopes: Scope[];
  /** The signed request, posted back with the decision. */
  request: string;
};

/** Renders the consent page: user, scopes, Authorize or Deny. */
export function consentPage({ clientName, people, scopes, request }: Consent) {
  return page(
    `Authorize ${clientName}`,
    html`<h1>Authorize ${clientName}</h1>
      <p class="lead">${clientName} asks for access to an account of the local platform. It lives on this machine; no password is needed.</p>
      <form method="post" action="/oauth/authorize">
        <input type="hidden" name="request" value="${request}" />
        <fieldset>
          <legend>Continue as</legend>
          ${people.map(
            (person, index) =>
              html`<label class="person"
                ><input type="radio" name="account" value="${person.id}" ${index === 0 ? raw("checked") : ""} /><span
                  ><b>${person.name}</b><small>${person.email}</small></span
                ></label
              >`,
          )}
        </fieldset>
        <section aria-labelledby="asked">
          <h2 id="asked">${clientName} will be able to</h2>
          <ul>
            ${scopes.map((scope) => html`<li>${inWords[scope]} <code>${scope}</code></li>`)}
          </ul>
        </section>
        <div class="answers">
          <button type="submit" name="answer" value="authorize" class="ink">Authorize</button>
          <button type="submit" name="answer" value="deny">Deny</button>
        </div>
      </form>`,
  );
}

/** Renders the error of an invalid request, which is not redirected to the client. */
export function refusalPage(title: string, message: string) {
  return page(title, html`<h1>${title}</h1><p class="lead">${message}</p>`);
}

function page(title: string, body: ReturnType<typeof html>) {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title} · Local platform</title>
        <link rel="stylesheet" href="/oauth/authorize.css" />
      </head>
      <body>
        <main>${body}</main>
      </body>
    </html>`;
}

/** Served as a file of its own: the page's content policy allows no inline style. */
export const stylesheet = `:root {
  color-scheme: light dark;
  --ground: #f5f6f7; --panel: #fff; --line: #dfe3e7; --text: #14202b; --quiet: #5b6873; --ink: #14202b; --on-ink: #fff;
}
@media (prefers-color-scheme: dark) {
  :root { --ground: #0e1419; --panel: #151d24; --line: #2a353f; --text: #e8edf1; --quiet: #9aa7b2; --ink: #e8edf1; --on-ink: #0e1419; }
}
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 24px 16px; background: var(--ground); color: var(--text);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
main { width: 100%; max-width: 440px; padding: 28px; background: var(--panel); border: 1px solid var(--line); border-radius: 10px; }
h1 { margin: 0 0 6px; font-size: 20px; line-height: 1.3; letter-spacing: -0.01em; }
h2, legend { margin: 0 0 8px; padding: 0; font-size: 13px; font-weight: 600; color: var(--quiet); }
.lead { margin: 0 0 20px; color: var(--quiet); }
fieldset { margin: 0 0 20px; padding: 0; border: 0; }
.person { display: flex; align-items: center; gap: 12px; padding: 10px 12px; border: 1px solid var(--line); cursor: pointer; }
.person:first-of-type { border-radius: 8px 8px 0 0; }
.person:last-of-type { border-radius: 0 0 8px 8px; }
.person + .person { border-top: 0; }
.person:has(:checked) { background: var(--ground); }
.person input { margin: 0; accent-color: var(--ink); width: 16px; height: 16px; }
.person b { display: block; font-weight: 600; }
.person small { color: var(--quiet); font-size: 13px; }
ul { margin: 0 0 24px; padding-left: 18px; }
li { margin: 4px 0; }
code { font: 12px ui-monospace, SFMono-Regular, Menlo, monospace; color: var(--quiet); white-space: nowrap; }
.answers { display: flex; gap: 10px; }
button { flex: 1; min-height: 40px; padding: 8px 16px; font: inherit; font-weight: 600; color: var(--text); background: var(--panel);
  border: 1px solid var(--line); border-radius: 7px; cursor: pointer; }
button.ink { color: var(--on-ink); background: var(--ink); border-color: var(--ink); }
:focus-visible { outline: 2px solid #2f6fde; outline-offset: 2px; }
`;
