import { useMutation, useQueryClient } from "@tanstack/react-query";
import { MoreHorizontal } from "lucide-react";
import { Menu, MenuItem, MenuLine } from "@/components/ui/menu";
import { useToast } from "@/components/ui/toast";
import { identifyScreen, leaveScreen, screensQuery } from "@/lib/client/screens";
import type { Screen } from "@/lib/schemas/screen";
import * as screenText from "@/lib/text/screen";

export type Sheets = "change" | "back" | "hand over" | "remove";

type Props = { screen: Screen; backs: boolean; onOpen: (sheet: Sheets) => void };

/** The menu of a screen. */
export function ScreenMenu({ screen, backs, onOpen }: Props) {
  const { id, name, may_change, may_back } = screen;
  const identify = useScreenAction(() => identifyScreen(id), {
    title: screenText.showsItsName(name),
    text: screenText.identifyHint,
  });
  const leave = useScreenAction(() => leaveScreen(id), {
    title: screenText.grantEnded(name),
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

/** Returns a function that performs an action on a screen and shows the result as a toast. */
function useScreenAction(act: () => Promise<unknown>, done: { title: string; text?: string }): () => void {
  const toast = useToast();
  const queries = useQueryClient();
  const { mutate } = useMutation({
    mutationFn: act,
    onSuccess: () => {
      toast({ kind: "ok", ...done });
      return queries.invalidateQueries({ queryKey: screensQuery().queryKey });
    },
    onError: (error) => toast({ kind: "bad", title: error.message }),
  });
  return () => mutate();
}
