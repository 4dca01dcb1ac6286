import { escapeUnsafe } from '../printable.ts';

/** A word as a POSIX shell takes it. Control characters are shown escaped; such a word is for reading. */
export function quoteForShell(text: string): string {
  const safe = escapeUnsafe(text);
  if (/^[\w./+:@%,=-]+$/.test(safe)) return safe;
  return `'${safe.replaceAll("'", "'\\''")}'`;
}
