import { SERVICE } from '../../service.ts';
import type { Rule } from '../rule.ts';
import { beginningOf } from '../subject.ts';

export const keyReference: Rule<'key-reference'> = {
  code: 'key-reference',
  severity: 'error',
  fixable: false,
  check({ document, records: [first] = [] }) {
    if (document?.kind !== 'quorum' || first === undefined) return [];
    const written = document.keyReference?.text;
    const isOfKey = first.service === SERVICE.useKey || first.service === SERVICE.manageKey;
    if (written === undefined && !isOfKey) return [];
    if (written !== undefined && isOfKey && readHandle(written) === BigInt(first.keyHandle)) {
      return [];
    }
    const expected = isOfKey ? writeHandle(first.keyHandle) : undefined;
    const span = document.keyReference?.span ?? beginningOf(document);
    return [{ severity: 'error', stops: true, values: { written, expected }, span }];
  },
};

function readHandle(text: string): bigint | undefined {
  return /^0x[0-9a-f]{1,16}$/i.test(text) ? BigInt(text) : undefined;
}

/** As the newer command line writes it: 16 digits. */
function writeHandle(handle: number): string {
  return `0x${handle.toString(16).padStart(16, '0')}`;
}
