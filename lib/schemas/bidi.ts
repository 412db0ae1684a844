const CONTROLS = /\p{Bidi_Control}/gu;

/**
 * Returns untrusted text with a visible mark in place of each bidirectional control. Such a control reorders the
 * text around it: `U+202E` makes "exe.jpg" read as "gpj.exe".
 */
export function withoutBidiControls(text: string): string {
  return text.replace(CONTROLS, "\ufffd");
}
