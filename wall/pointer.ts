const AWAKE_MS = 4_000;

/** Shows cursor and menu while a pointer moves; a wall does nothing else with it. */
export function watchPointer(root: HTMLElement): void {
  let timer = 0;
  const wake = () => {
    root.classList.add("touched");
    window.clearTimeout(timer);
    timer = window.setTimeout(() => root.classList.remove("touched"), AWAKE_MS);
  };
  for (const kind of ["mousemove", "touchstart", "keydown"])
    window.addEventListener(kind, wake, { passive: true });
}

/** Moves the whole picture by a few pixels every three minutes, so that nothing burns in. `time` in ms, gives vmin. */
export function burnInShift(time: number): { x: number; y: number } {
  const step = Math.floor(time / 180_000);
  return { x: 0.7 * Math.sin(step), y: 0.5 * Math.sin(step / 2) };
}
