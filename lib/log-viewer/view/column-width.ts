/** Returns the width of a character of the monospaced font in this element, in px. */
export function columnWidth(element: HTMLElement): number {
  const probe = document.createElement("span");
  probe.className = "absolute whitespace-pre";
  probe.textContent = "x".repeat(100);
  element.append(probe);
  const { width } = probe.getBoundingClientRect();
  probe.remove();
  return width / 100;
}
