import { TextArea } from "@/components/ui/field";
import * as text from "@/lib/text/review";

/** Opens or removes the note. */
export function NoteButton({ open, onOpen, field }: { open: boolean; onOpen: () => void; field: string }) {
  return (
    <button
      type="button"
      aria-expanded={open}
      aria-controls={field}
      onClick={onOpen}
      className="shrink-0 rounded-control text-meta text-ink-3 hover:text-ink hover:underline pointer-coarse:min-h-11"
    >
      {open ? text.removeNote : text.addNote}
    </button>
  );
}

/** The note, which is shown with the promotion. */
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
        {text.note}
      </label>
      <TextArea
        id={id}
        rows={2}
        maxLength={500}
        autoFocus
        placeholder={text.noteExample}
        value={note}
        onChange={(event) => onNote(event.target.value)}
      />
    </div>
  );
}
