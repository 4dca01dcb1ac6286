import { DEVICE_LIMITS } from '../../device.ts';
import { readPemLabel } from '../pem-label.ts';
import type { Finding, Rule } from '../rule.ts';
import type { Subject } from '../subject.ts';

export const tokenFile: Rule<'token-file'> = {
  code: 'token-file',
  severity: 'error',
  fixable: false,
  check: (subject) => [
    ...checkToken(subject, 'multiTokenFilePath', isMultiToken),
    ...checkToken(subject, 'tokenFilePath', isSingleToken),
  ],
};

function checkToken(
  { document, files }: Subject,
  name: 'multiTokenFilePath' | 'tokenFilePath',
  isToken: (bytes: number) => boolean,
): readonly Finding<'token-file'>[] {
  const field = document.header[name].at(-1);
  if (files === undefined || field === undefined || field.valueBytes === '') return [];
  const file = files.find(field.value);
  const bytes = file?.size;
  const label = file && readPemLabel(file.start);
  if (bytes !== undefined && label === undefined && isToken(bytes)) return [];
  return [
    {
      severity: 'error',
      values: { field: name, path: field.value, bytes, label },
      span: field.valueSpan,
    },
  ];
}

function isMultiToken(bytes: number): boolean {
  const records = bytes / DEVICE_LIMITS.tokenRecord;
  return Number.isInteger(records) && records >= 1 && records <= DEVICE_LIMITS.tokens;
}

function isSingleToken(bytes: number): boolean {
  return bytes >= DEVICE_LIMITS.tokenRecord;
}
