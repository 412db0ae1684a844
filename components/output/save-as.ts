/** Has the browser save a file under a name; a text is the address of one. */
export function saveAs(file: Blob | string, name: string): void {
  const link = document.createElement("a");
  const made = typeof file === "string" ? null : URL.createObjectURL(file);
  link.href = made ?? (typeof file === "string" ? file : "");
  link.download = name;
  link.click();
  // The download has begun by then, and keeps what it needs.
  if (made) setTimeout(() => URL.revokeObjectURL(made), 60_000);
}
