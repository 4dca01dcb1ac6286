import { DEVICE_LIMITS } from '../../device.ts';
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
  const bytes = files.find(field.value)?.size;
  if (bytes !== undefined && isToken(bytes)) return [];
  return [
    {
      severity: 'error',
      values: { field: name, path: field.value, bytes },
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
