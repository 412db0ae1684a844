const CONTROLS = /\p{Bidi_Control}/gu;

/**
 * A text from outside with a visible mark for each character that would reorder what stands around it: `U+202E` makes
 * "gpj.exe" of "exe.jpg", and of one commit's words another's.
 */
export function withoutBidiControls(text: string): string {
  return text.replace(CONTROLS, "\ufffd");
}
