import { DEVICE_LIMITS } from '../../device.ts';
import { readPemLabel } from '../pem-label.ts';
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
      const file = files.find(field.value);
      const bytes = file?.size;
      const label = file && readPemLabel(file.start);
      if (bytes === DEVICE_LIMITS.signature && label === undefined) return [];
      const isLonger = bytes !== undefined && bytes > DEVICE_LIMITS.signature;
      return [
        {
          severity: isLonger && label === undefined ? 'warning' : 'error',
          values: { path: field.value, bytes, label },
          span: field.valueSpan,
        },
      ];
    });
  },
};
