/**
 * Saves bytes where the browser saves downloads; nothing goes over a network for it.
 *
 * @param name of the file, without folders
 */
export function saveFile(name: string, bytes: Uint8Array): void {
  // A copy: what a Blob takes must not be shared with others.
  const url = URL.createObjectURL(new Blob([bytes.slice()], { type: 'application/octet-stream' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // After the click has been dealt with.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
