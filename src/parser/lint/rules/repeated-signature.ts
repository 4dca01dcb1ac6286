import { decodeLatin1 } from '../../../latin1.ts';
import { DEVICE_LIMITS } from '../../device.ts';
import { findNamedFile } from '../named-files.ts';
import type { Finding, Rule } from '../rule.ts';
import { shownValue } from '../shown-value.ts';

export const repeatedSignature: Rule = {
  code: 'repeated-signature',
  severity: 'error',
  summary: 'two approvers have the same signature',
  why: 'A signature is right for one key only: the same file, or two files with the same bytes, cannot be the signatures of two officers.',
  example: {
    good: 'Approval File = officer1.token.sig2;',
    bad: 'Approval File = officer1.token.sig1;',
  },
  fixable: false,
  check({ document, files }) {
    const owners = new Map<string, string>();
    return document.approvers.flatMap((approver): readonly Finding[] => {
      const field = approver.field('file');
      if (field === undefined || field.valueBytes === '') return [];
      const content = findNamedFile(files, field.value, DEVICE_LIMITS.signature)?.start;
      const keys = [`path ${field.valueBytes}`];
      if (content?.length === DEVICE_LIMITS.signature) {
        keys.push(`bytes ${decodeLatin1(content)}`);
      }
      const name = shownValue(approver.field('name')?.valueBytes ?? '');
      const owner = keys.map((key) => owners.get(key)).find((known) => known !== undefined);
      for (const key of keys) if (!owners.has(key)) owners.set(key, name);
      if (owner === undefined) return [];
      return [
        {
          severity: 'error',
          message: `found the same signature for "${name}" as for "${owner}"`,
          span: field.valueSpan,
          hint: 'name the signature file of this approver',
        },
      ];
    });
  },
};
