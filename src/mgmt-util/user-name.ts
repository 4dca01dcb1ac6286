import { escapeUnsafe } from '../printable.ts';

/** A user as lines name one: `bob(CU)`. The HSM takes names without regard to case and keeps them small. */
export function nameUser(type: string, name: string): string {
  return `${escapeUnsafe(name.toLowerCase())}(${escapeUnsafe(type)})`;
}
