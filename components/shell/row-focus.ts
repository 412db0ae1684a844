/** Focuses the page's filter (`data-filter`), or runs `otherwise` if it has none. */
export function focusFilter(event: KeyboardEvent, otherwise: () => void): void {
  event.preventDefault();
  const filter = document.querySelector<HTMLInputElement>("[data-filter]");
  if (!filter) {
    otherwise();
    return;
  }
  filter.focus();
  filter.select();
}

/** Moves the focus by one among the page's rows, whose links have `data-row`. */
export function moveRow(by: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>("#main [data-row]")].filter(
    (row) => row.getClientRects().length > 0,
  );
  const at = rows.findIndex(
    (row) => row === document.activeElement || row.parentElement?.contains(document.activeElement),
  );
  const next = rows[at === -1 ? (by === 1 ? 0 : rows.length - 1) : at + by];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}
