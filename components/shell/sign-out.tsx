import { LogOut } from "lucide-react";
import { MenuItem } from "@/components/ui/menu";
import { signOut } from "@/components/ui/sign-out";
import * as text from "@/lib/text/shell";

/** Ends the session on the server. */
export function SignOutItem() {
  return (
    <MenuItem icon={<LogOut aria-hidden="true" size={14} strokeWidth={1.5} />} onSelect={signOut}>
      {text.signOut}
    </MenuItem>
  );
}
