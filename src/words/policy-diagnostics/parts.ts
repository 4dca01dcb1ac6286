/** Pieces of what is said of a policy. */
import { findService } from '../../token/service.ts';

export function nameService(number: number): string {
  const known = findService(number);
  return known === undefined ? String(number) : (known.sdk5?.name ?? known.name);
}
