import { MoreHorizontal } from "lucide-react";
import { Menu, MenuItem, MenuLine } from "@/components/ui/menu";
import { identifyScreen, leaveScreen } from "@/lib/client/screens";
import type { Screen } from "@/lib/schemas/screen";
import { useScreenAction } from "./use-screen-action";

export type Sheets = "change" | "back" | "hand over" | "remove";

type Props = { screen: Screen; backs: boolean; onOpen: (sheet: Sheets) => void };

/** The remote actions of a screen. */
export function ScreenMenu({ screen, backs, onOpen }: Props) {
  const { id, name, may_change, may_back } = screen;
  const identify = useScreenAction(() => identifyScreen(id), {
    title: `${name} shows its name`,
    text: "In large letters, for ten seconds.",
  });
  const leave = useScreenAction(() => leaveScreen(id), {
    title: `${name} no longer reads with your account`,
  });
  return (
    <Menu
      label={`Actions for ${name}`}
      trigger={
        <button
          type="button"
          aria-label={`Actions for ${name}`}
          className="flex size-8 items-center justify-center rounded-control text-ink-2 hover:bg-hover pointer-coarse:size-11"
        >
          <MoreHorizontal aria-hidden="true" size={16} strokeWidth={1.5} />
        </button>
      }
    >
      <MenuItem disabled={!may_change} onSelect={() => identify()}>
        Identify
      </MenuItem>
      <MenuItem disabled={!may_change} onSelect={() => onOpen("change")}>
        Rename, or change what it shows…
      </MenuItem>
      <MenuLine />
      {!backs && (
        <MenuItem disabled={!may_back} onSelect={() => onOpen("back")}>
          Back it too…
        </MenuItem>
      )}
      <MenuItem disabled={!may_change} onSelect={() => onOpen("hand over")}>
        Hand over…
      </MenuItem>
      {backs && <MenuItem onSelect={() => leave()}>Stop backing it</MenuItem>}
      <MenuLine />
      <MenuItem danger disabled={!may_change} onSelect={() => onOpen("remove")}>
        Remove…
      </MenuItem>
    </Menu>
  );
}
