import { decodeLatin1 } from '../../../latin1.ts';
import { DEVICE_LIMITS } from '../../device.ts';
import type { FieldText } from '../../text.ts';
import type { Finding, Rule } from '../rule.ts';

export const repeatedSignature: Rule<'repeated-signature'> = {
  code: 'repeated-signature',
  severity: 'error',
  example: {
    good: 'Approval File = officer1.token.sig2;',
    bad: 'Approval File = officer1.token.sig1;',
  },
  fixable: false,
  check({ document, files }) {
    const owners = new Map<string, FieldText>();
    return document.approvers.flatMap((approver): readonly Finding<'repeated-signature'>[] => {
      const field = approver.field('file');
      if (field === undefined || field.valueBytes === '') return [];
      const signature = files?.find(field.value)?.start.subarray(0, DEVICE_LIMITS.signature);
      const keys = [`path ${field.valueBytes}`];
      if (signature?.length === DEVICE_LIMITS.signature) {
        keys.push(`bytes ${decodeLatin1(signature)}`);
      }
      const name = approver.field('name')?.value ?? '';
      const owner = keys.map((key) => owners.get(key)).find((known) => known !== undefined);
      for (const key of keys) if (!owners.has(key)) owners.set(key, name);
      if (owner === undefined) return [];
      return [{ severity: 'error', values: { name, other: owner }, span: field.valueSpan }];
    });
  },
};
