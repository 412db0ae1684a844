import { html, raw } from "hono/html";
import type { Scope } from "../http/scopes";
import type { AccountRow } from "../store/tables";

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
