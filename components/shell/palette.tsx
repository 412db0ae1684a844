import { useQuery } from "@tanstack/react-query";
import { Command } from "cmdk";
import { Search } from "lucide-react";
import { usePathname, useRouter } from "next/navigation";
import { Dialog } from "radix-ui";
import { useRef, useState } from "react";
import { useOpener } from "@/components/ui/sheet";
import { rankApps } from "@/lib/apps/rank-apps";
import { appsQuery } from "@/lib/client/apps";
import { paths } from "@/lib/paths";
import { shownOfAll } from "@/lib/text/lists";
import * as shellText from "@/lib/text/shell";
import { type PaletteAction, usePaletteActions, usePipelineActions } from "./palette-actions";

type PaletteProps = { open: boolean; onOpenChange: (open: boolean) => void; onList: () => void };

/** Finds apps, pages and actions by a few letters. */
export function Palette({ open, onOpenChange, onList }: PaletteProps) {
  const opener = useOpener();
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 animate-fade-in bg-veil" />
        <Dialog.Content
          aria-describedby={undefined}
          {...opener}
          className="fixed top-[12vh] left-1/2 z-40 w-140 max-w-[calc(100vw-2rem)] -translate-x-1/2 overflow-hidden rounded-panel border border-edge bg-panel shadow-float"
        >
          <Dialog.Title className="sr-only">{shellText.find}</Dialog.Title>
          <Finder close={() => onOpenChange(false)} onList={onList} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

const MAX_APPS = 50;
const MAX_PIPELINES = 20;
const SELECTION_KEYS = new Set(["ArrowUp", "ArrowDown", "Home", "End"]);

const appValue = ({ name }: { name: string }) => `app ${name}`;
const actionValue = ({ label }: PaletteAction) => `action ${label}`;
const headingOf = (title: string, shown: number, all: number) =>
  shown < all ? `${title} · ${shownOfAll(shown, all)}` : title;

const item =
  "flex h-9 items-center gap-2.5 rounded-control px-2.5 text-body text-ink select-none data-[selected=true]:bg-hover pointer-coarse:h-11";
const heading =
  "[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-meta [&_[cmdk-group-heading]]:text-ink-3";

function Finder({ close, onList }: { close: () => void; onList: () => void }) {
  const [text, setText] = useState("");
  const [moved, setMoved] = useState<string | null>(null);
  const moving = useRef(false);
  const router = useRouter();
  const pathname = usePathname() ?? "";
  const apps = useQuery(appsQuery());
  const ranked = rankApps(apps.data?.items ?? [], text);
  const found = ranked.slice(0, MAX_APPS);
  const fits = ({ label }: PaletteAction) => label.toLowerCase().includes(text.trim().toLowerCase());
  const fitting = usePipelineActions().filter(fits);
  const pipelines = fitting.slice(0, MAX_PIPELINES);
  const actions = usePaletteActions(pathname, onList).filter(fits);
  const rows = [...found.map(appValue), ...[...pipelines, ...actions].map(actionValue)];
  // The first row is selected until the user moves the selection: rows that arrive later may precede it.
  const selected = moved && rows.includes(moved) ? moved : (rows[0] ?? "");
  const run = (act: () => void) => () => {
    close();
    act();
  };
  return (
    <Command
      shouldFilter={false}
      label={shellText.find}
      loop
      value={selected}
      onValueChange={(value) => {
        if (moving.current) setMoved(value);
      }}
      onKeyDownCapture={(event) => {
        moving.current = event.ctrlKey || event.metaKey || SELECTION_KEYS.has(event.key);
      }}
      onPointerMoveCapture={() => {
        moving.current = true;
      }}
    >
      <div className="flex h-12 items-center gap-2.5 border-b border-line px-4">
        <Search aria-hidden="true" size={16} strokeWidth={1.5} className="shrink-0 text-ink-3" />
        <Command.Input
          value={text}
          onValueChange={(value) => {
            moving.current = false;
            setMoved(null);
            setText(value);
          }}
          placeholder={shellText.findExample}
          className="h-full min-w-0 flex-1 bg-transparent text-body outline-none pointer-coarse:text-large"
        />
        <kbd className="font-sans text-meta text-ink-3">{shellText.escapeKey}</kbd>
      </div>
      <Command.List className="max-h-[min(60vh,26rem)] overflow-y-auto p-1.5">
        <Command.Empty className="px-2.5 py-4 text-ink-2">
          {shellText.nothingCalled(text.trim())}
        </Command.Empty>
        {found.length > 0 && (
          <Command.Group heading={headingOf("Apps", found.length, ranked.length)} className={heading}>
            {found.map((app) => (
              <Command.Item
                key={app.id}
                value={appValue(app)}
                onSelect={run(() => router.push(paths.app(app.name)))}
                className={item}
              >
                <span className="min-w-0 flex-1 truncate">{app.name}</span>
                <span className="text-meta text-ink-3">{app.team?.name ?? app.region?.name}</span>
              </Command.Item>
            ))}
          </Command.Group>
        )}
        <Actions
          heading={headingOf("Pipelines", pipelines.length, fitting.length)}
          actions={pipelines}
          run={run}
        />
        <Actions heading={shellText.pagesAndActions} actions={actions} run={run} />
      </Command.List>
    </Command>
  );
}

type ActionsProps = { heading: string; actions: PaletteAction[]; run: (act: () => void) => () => void };

function Actions({ heading: title, actions, run }: ActionsProps) {
  if (actions.length === 0) return null;
  return (
    <Command.Group heading={title} className={heading}>
      {actions.map((action) => (
        <Command.Item
          key={action.label}
          value={actionValue(action)}
          onSelect={run(action.act)}
          className={item}
        >
          <span className="min-w-0 flex-1 truncate">{action.label}</span>
          {action.keys && <kbd className="font-sans text-meta text-ink-3">{action.keys}</kbd>}
        </Command.Item>
      ))}
    </Command.Group>
  );
}
