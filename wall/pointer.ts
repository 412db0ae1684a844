const VISIBLE_MS = 4_000;

/** Shows cursor and menu while a pointer moves. */
export function watchPointer(root: HTMLElement): void {
  let timer = 0;
  const wake = () => {
    root.classList.add("touched");
    window.clearTimeout(timer);
    timer = window.setTimeout(() => root.classList.remove("touched"), VISIBLE_MS);
  };
  for (const kind of ["mousemove", "touchstart", "keydown"])
    window.addEventListener(kind, wake, { passive: true });
}

/** Returns an offset in vmin that changes every three minutes, against burn-in. `time` in ms. */
export function burnInShift(time: number): { x: number; y: number } {
  const step = Math.floor(time / 180_000);
  return { x: 0.7 * Math.sin(step), y: 0.5 * Math.sin(step / 2) };
}
