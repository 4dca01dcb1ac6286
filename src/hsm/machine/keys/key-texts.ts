import { escapeUnsafe } from '../../../printable.ts';
import { Refused } from '../refused.ts';
import { LIMITS } from '../rules.ts';

/** A label that a key can have. @throws Refused */
export function requireLabel(label: string): string {
  const characters = Array.from(label).length;
  if (characters > LIMITS.keyLabel) {
    throw new Refused('RET_INVALID_INPUT', {
      code: 'key-label-size',
      characters,
      maximum: LIMITS.keyLabel,
    });
  }
  if (escapeUnsafe(label) === label) return label;
  throw new Refused('RET_INVALID_INPUT', { code: 'key-label-unprintable' });
}

/** An id as it is kept: hex in lower case. @throws Refused */
export function requireId(id: string): string {
  const bytes = Buffer.from(id, 'hex');
  if (2 * bytes.length === id.length && bytes.length <= LIMITS.keyId) return bytes.toString('hex');
  throw new Refused('RET_INVALID_INPUT', { code: 'key-id-malformed', maximum: LIMITS.keyId });
}
