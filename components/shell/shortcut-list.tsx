"use client";

import { Sheet } from "@/components/ui/sheet";

const groups = [
  {
    title: "Everywhere",
    keys: [
      ["Ctrl K or ⌘K", "Find an app, a page, an action"],
      ["g then a", "Apps"],
      ["g then p", "Pipelines"],
      ["g then s", "Screens"],
      ["/", "Filter, or find in the output"],
      ["j and k", "Next and previous row"],
      ["Enter", "Open the row"],
      ["[", "Fold the rail"],
      ["?", "This list"],
      ["Esc", "Close what is open"],
    ],
  },
  {
    title: "Output",
    keys: [
      ["f", "Follow the newest line, or stop"],
      ["Ctrl F or ⌘F", "Find in all of it; again for the browser's"],
      ["n and N", "Next and previous match"],
      ["e", "First error"],
      ["s and S", "Next and previous section"],
      ["x", "Fold the section"],
      ["w", "Wrap long lines"],
      ["c, q, l", "Copy the chosen lines: text, quote, link"],
    ],
  },
];

/** All keyboard shortcuts. None of them changes anything at Heroku. */
export function ShortcutList({
  open,
  onOpenChange,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  return (
    <Sheet open={open} onOpenChange={onOpenChange} title="Keys">
      {groups.map((group) => (
        <section key={group.title} className="mb-6">
          <h3 className="mb-1 text-strong">{group.title}</h3>
          <dl>
            {group.keys.map(([key, does]) => (
              <div key={key} className="flex h-8 items-center gap-3 border-b border-line">
                <dt className="w-28 shrink-0 font-mono text-meta font-normal text-ink-2">{key}</dt>
                <dd>{does}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </Sheet>
  );
}
