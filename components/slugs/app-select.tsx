import { useQuery } from "@tanstack/react-query";
import { Command } from "cmdk";
import { Check, ChevronsUpDown } from "lucide-react";
import { Popover } from "radix-ui";
import { useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Name } from "@/components/ui/names";
import { rankApps } from "@/lib/apps/rank-apps";
import { appsQuery } from "@/lib/client/apps";
import * as common from "@/lib/text/common";
import { typeForMore } from "@/lib/text/lists";
import * as slugText from "@/lib/text/slug";

type Props = { label: string; value: string | null; onChoose: (app: string) => void };

const MAX_SHOWN = 100;

/** Selects one of the account's apps by a few letters. Apps that run images are excluded. */
export function AppSelect({ label, value, onChoose }: Props) {
  const id = useId();
  const [open, setOpen] = useState(false);
  const [text, setText] = useState("");
  const apps = useQuery(appsQuery());
  const found = rankApps(apps.data?.items ?? [], text).filter((app) => app.generation !== "fir");
  const choose = (app: string) => {
    setOpen(false);
    setText("");
    onChoose(app);
  };
  return (
    <div className="flex flex-col gap-1.5">
      <span id={id} className="text-meta font-emphasis text-ink-2">
        {label}
      </span>
      <Popover.Root open={open} onOpenChange={setOpen}>
        <Popover.Trigger asChild>
          <Button
            aria-labelledby={`${id} ${id}-value`}
            aria-haspopup="dialog"
            className="w-full justify-between! pr-2!"
          >
            <span id={`${id}-value`} className={value ? "min-w-0 truncate" : "text-ink-3"}>
              {value ? <Name value={value} max={40} /> : slugText.chooseAnApp}
            </span>
            <ChevronsUpDown aria-hidden="true" size={14} strokeWidth={1.75} className="text-ink-3" />
          </Button>
        </Popover.Trigger>
        <Popover.Portal>
          <Popover.Content
            align="start"
            sideOffset={6}
            collisionPadding={8}
            aria-label={label}
            className="z-50 w-(--radix-popover-trigger-width) min-w-64 overflow-hidden rounded-panel border border-line bg-panel shadow-float"
          >
            <Command shouldFilter={false} label={label} loop>
              <Command.Input
                value={text}
                onValueChange={setText}
                placeholder={common.appNameExample}
                className="h-10 w-full border-b border-line bg-transparent px-3 text-body outline-none pointer-coarse:h-12 pointer-coarse:text-large"
              />
              <Command.List className="max-h-72 overflow-y-auto p-1">
                <Command.Empty className="px-2 py-3 text-body text-ink-2">
                  {apps.isPending ? slugText.readingTheApps : slugText.noAppIsCalled(text.trim())}
                </Command.Empty>
                {found.slice(0, MAX_SHOWN).map((app) => (
                  <Command.Item
                    key={app.id}
                    value={app.name}
                    onSelect={() => choose(app.name)}
                    className="flex h-8 items-center gap-2 rounded-control px-2 text-body text-ink select-none data-[selected=true]:bg-hover pointer-coarse:h-11"
                  >
                    <span className="flex size-4 shrink-0 items-center justify-center">
                      {app.name === value && <Check aria-hidden="true" size={14} strokeWidth={2} />}
                    </span>
                    <span className="min-w-0 flex-1 truncate">{app.name}</span>
                    <span className="text-meta text-ink-3">{app.team?.name ?? app.region?.name}</span>
                  </Command.Item>
                ))}
                {found.length > MAX_SHOWN && (
                  <p className="px-2 py-2 text-meta text-ink-3">{typeForMore(MAX_SHOWN, found.length)}</p>
                )}
              </Command.List>
            </Command>
          </Popover.Content>
        </Popover.Portal>
      </Popover.Root>
    </div>
  );
}
