import { LogOut } from "lucide-react";
import { MenuItem } from "@/components/ui/menu";
import * as text from "@/lib/text/shell";

/** Ends the session on the server. */
export function SignOutItem() {
  return (
    <MenuItem icon={<LogOut aria-hidden="true" size={14} strokeWidth={1.5} />} onSelect={signOut}>
      {text.signOut}
    </MenuItem>
  );
}

/** Ends the session on the server, then shows the page that lists what stays authorized. */
export function signOut(): void {
  const form = document.createElement("form");
  form.method = "post";
  form.action = "/api/auth/signout";
  document.body.append(form);
  form.submit();
}
