import { Sheet } from "@/components/ui/sheet";
import { outputShortcuts, pageShortcuts } from "@/components/ui/shortcuts";
import * as text from "@/lib/text/shell";

const groups = [
  { title: text.everywhere, keys: pageShortcuts },
  { title: text.output, keys: outputShortcuts },
];

/** Lists all keyboard shortcuts. None of them changes anything at Heroku. */
export function ShortcutList({
  open,
  onOpenChange,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  return (
    <Sheet open={open} onOpenChange={onOpenChange} title={text.keys}>
      {groups.map((group) => (
        <section key={group.title} className="mb-6">
          <h3 className="mb-1 text-strong">{group.title}</h3>
          <dl>
            {group.keys.map(({ label, does }) => (
              <div key={label} className="flex h-8 items-center gap-3 border-b border-line">
                <dt className="w-28 shrink-0 font-mono text-meta font-normal text-ink-2">{label}</dt>
                <dd>{does}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </Sheet>
  );
}
