/** Ends the session on the server, then shows the page that lists what stays authorized. */
export function signOut(): void {
  const form = document.createElement("form");
  form.method = "post";
  form.action = "/api/auth/signout";
  document.body.append(form);
  form.submit();
}
