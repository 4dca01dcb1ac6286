import { DEVICE_LIMITS } from '../../device.ts';
import type { Finding, Rule } from '../rule.ts';

export const signatureFile: Rule<'signature-file'> = {
  code: 'signature-file',
  severity: 'error',
  fixable: false,
  check({ document, files }) {
    if (files === undefined) return [];
    return document.approvers.flatMap((approver): readonly Finding<'signature-file'>[] => {
      const field = approver.field('file');
      if (field === undefined || field.valueBytes === '') return [];
      const bytes = files.find(field.value)?.size;
      if (bytes === DEVICE_LIMITS.signature) return [];
      const isLonger = bytes !== undefined && bytes > DEVICE_LIMITS.signature;
      return [
        {
          severity: isLonger ? 'warning' : 'error',
          values: { path: field.value, bytes },
          span: field.valueSpan,
        },
      ];
    });
  },
};
