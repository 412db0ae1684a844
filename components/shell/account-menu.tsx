import { LogOut, Settings } from "lucide-react";
import { Menu, MenuChoice, MenuHeading, MenuItem, MenuLine } from "@/components/ui/menu";
import { themes, useTheme, useZoneChoice, zones } from "@/components/ui/preferences";
import { fullNameOf, initialsOf } from "@/lib/format/person-name";
import { paths } from "@/lib/paths";
import * as text from "@/lib/text/shell";
import type { Person } from "./person";

/** The signed-in user; opens theme, time zone, settings and sign-out. */
export function AccountMenu({ person }: { person: Person }) {
  const { theme, choose: chooseTheme } = useTheme();
  const { zone, choose: chooseZone } = useZoneChoice();
  const name = fullNameOf(person);
  return (
    <Menu
      label={text.account}
      align="start"
      side="top"
      trigger={
        <button
          type="button"
          title={person.email}
          className="flex h-8 items-center gap-2 rounded-control px-2 text-body text-ink-2 transition-colors duration-fast hover:bg-hover folded:justify-center folded:px-0 pointer-coarse:h-11"
        >
          <span
            aria-hidden="true"
            className="flex size-5 shrink-0 items-center justify-center rounded-full bg-line text-[10px]/none font-semibold text-ink-2"
          >
            {initialsOf(name)}
          </span>
          <span className="min-w-0 truncate folded:sr-only">{name}</span>
        </button>
      }
    >
      <MenuHeading>{text.theme}</MenuHeading>
      <MenuChoice value={theme} options={themes} onChange={chooseTheme} />
      <MenuHeading>{text.times}</MenuHeading>
      <MenuChoice value={zone} options={zones} onChange={chooseZone} />
      <MenuLine />
      <MenuItem href={paths.settings()} icon={<Settings aria-hidden="true" size={14} strokeWidth={1.5} />}>
        {text.settings}
      </MenuItem>
      <SignOutItem />
    </Menu>
  );
}

function SignOutItem() {
  return (
    <MenuItem icon={<LogOut aria-hidden="true" size={14} strokeWidth={1.5} />} onSelect={signOut}>
      {text.signOut}
    </MenuItem>
  );
}

/** Ends the session on the server, then shows the page that lists remaining grants. */
function signOut(): void {
  const form = document.createElement("form");
  form.method = "post";
  form.action = "/api/auth/signout";
  document.body.append(form);
  form.submit();
}
