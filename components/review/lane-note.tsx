"use client";

import { TextArea } from "@/components/ui/field";

/** The control that opens the note; it stands at the right of the line under the button. */
export function NoteButton({ open, onOpen, field }: { open: boolean; onOpen: () => void; field: string }) {
  return (
    <button
      type="button"
      aria-expanded={open}
      aria-controls={field}
      onClick={onOpen}
      className="shrink-0 rounded-control text-meta text-ink-3 hover:text-ink hover:underline pointer-coarse:min-h-11"
    >
      {open ? "Remove note" : "Add a note"}
    </button>
  );
}

/** What people read later beside the promotion. */
export function NoteField({
  id,
  note,
  onNote,
}: {
  id: string;
  note: string;
  onNote: (note: string) => void;
}) {
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="sr-only">
        Note
      </label>
      <TextArea
        id={id}
        rows={2}
        maxLength={500}
        autoFocus
        placeholder="What people should know about this promotion"
        value={note}
        onChange={(event) => onNote(event.target.value)}
      />
    </div>
  );
}
