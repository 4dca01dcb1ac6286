import { DEVICE_LIMITS } from '../../device.ts';
import { findNamedFile } from '../named-files.ts';
import type { Finding, Rule } from '../rule.ts';
import { shownValue } from '../shown-value.ts';

export const signatureFile: Rule = {
  code: 'signature-file',
  severity: 'error',
  summary: 'a signature file is missing, or has not 256 bytes',
  why: 'A signature by an RSA key of 2048 bits has 256 bytes. The device refuses a file with less; of a file with more it takes the first 256 without a word, so that this is a warning.',
  fixable: false,
  check({ document, files }) {
    if (files === undefined) return [];
    return document.approvers.flatMap((approver): readonly Finding[] => {
      const field = approver.field('file');
      if (field === undefined || field.valueBytes === '') return [];
      const file = findNamedFile(files, field.value, DEVICE_LIMITS.signature);
      const span = field.valueSpan;
      const path = shownValue(field.valueBytes);
      if (file === undefined) {
        return [
          {
            severity: 'error',
            message: `found no readable file "${path}"`,
            span,
            hint: 'paths start at the folder in which the console runs; --no-files leaves files out',
          },
        ];
      }
      if (file.size === DEVICE_LIMITS.signature) return [];
      return [
        {
          severity: file.size < DEVICE_LIMITS.signature ? 'error' : 'warning',
          message: `found ${file.size} bytes in the signature file "${path}", expected 256`,
          span,
          hint: 'a signature is binary, and by a key of 2048 bits: neither hex, nor base64, nor with a newline at its end',
        },
      ];
    });
  },
};
