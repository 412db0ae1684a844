import { MoreHorizontal } from "lucide-react";
import { Menu, MenuItem, MenuLine } from "@/components/ui/menu";
import { identifyScreen, leaveScreen } from "@/lib/client/screens";
import type { Screen } from "@/lib/schemas/screen";
import * as screenText from "@/lib/text/screen";
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
      label={screenText.actionsFor(name)}
      trigger={
        <button
          type="button"
          aria-label={screenText.actionsFor(name)}
          className="flex size-8 items-center justify-center rounded-control text-ink-2 hover:bg-hover pointer-coarse:size-11"
        >
          <MoreHorizontal aria-hidden="true" size={16} strokeWidth={1.5} />
        </button>
      }
    >
      <MenuItem disabled={!may_change} onSelect={() => identify()}>
        {screenText.identify}
      </MenuItem>
      <MenuItem disabled={!may_change} onSelect={() => onOpen("change")}>
        {screenText.openChange}
      </MenuItem>
      <MenuLine />
      {!backs && (
        <MenuItem disabled={!may_back} onSelect={() => onOpen("back")}>
          {screenText.openBackToo}
        </MenuItem>
      )}
      <MenuItem disabled={!may_change} onSelect={() => onOpen("hand over")}>
        {screenText.openHandOver}
      </MenuItem>
      {backs && <MenuItem onSelect={() => leave()}>{screenText.stopBackingIt}</MenuItem>}
      <MenuLine />
      <MenuItem danger disabled={!may_change} onSelect={() => onOpen("remove")}>
        {screenText.openRemove}
      </MenuItem>
    </Menu>
  );
}
