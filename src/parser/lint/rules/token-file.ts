import { DEVICE_LIMITS, type DeviceFile } from '../../device.ts';
import type { Field } from '../../items.ts';
import { findNamedFile } from '../named-files.ts';
import type { Finding, Rule } from '../rule.ts';
import { shownValue } from '../shown-value.ts';
import type { Subject } from '../subject.ts';

const MOST_BYTES = DEVICE_LIMITS.tokens * DEVICE_LIMITS.tokenRecord;

export const tokenFile: Rule = {
  code: 'token-file',
  severity: 'error',
  summary: 'a token file is missing, or is none',
  why: 'A token file is a row of records of 80 bytes, one for each HSM, 32 at most. The device refuses a multi token file of another size, and a single token file of less than one record. It takes an empty multi token file, but then there is nothing to approve.',
  fixable: false,
  check: (subject) =>
    subject.files === undefined ? [] : [...checkMulti(subject), ...checkSingle(subject)],
};

function checkMulti({ document, files }: Subject): readonly Finding[] {
  const field = document.header.multiTokenFilePath.at(-1);
  if (field === undefined || field.valueBytes === '') return [];
  const file = findNamedFile(files, field.value, MOST_BYTES);
  if (file === undefined) return [missing(field)];
  const problem = problemOf(file);
  return problem === undefined
    ? []
    : [
        {
          severity: 'error',
          message: `found ${problem} in the token file "${shownValue(field.valueBytes)}", expected 1 to 32 records of 80 bytes`,
          span: field.valueSpan,
          hint: 'name the file that getToken wrote; it must reach you as it was, byte for byte',
        },
      ];
}

function problemOf({ size }: DeviceFile): string | undefined {
  if (size === 0) return 'nothing';
  if (size % DEVICE_LIMITS.tokenRecord !== 0) return `${size} bytes`;
  return size > MOST_BYTES ? `${size / DEVICE_LIMITS.tokenRecord} records` : undefined;
}

function checkSingle({ document, files }: Subject): readonly Finding[] {
  const field = document.header.tokenFilePath.at(-1);
  if (field === undefined || field.valueBytes === '') return [];
  const file = findNamedFile(files, field.value, DEVICE_LIMITS.tokenRecord);
  if (file === undefined) return [missing(field)];
  if (file.size >= DEVICE_LIMITS.tokenRecord) return [];
  return [
    {
      severity: 'error',
      message: `found ${file.size} bytes in the token file "${shownValue(field.valueBytes)}", expected a record of 80 bytes`,
      span: field.valueSpan,
      hint: 'name a token file, or leave the value empty',
    },
  ];
}

function missing(field: Field): Finding {
  return {
    severity: 'error',
    message: `found no readable file "${shownValue(field.valueBytes)}"`,
    span: field.valueSpan,
    hint: 'paths start at the folder in which the console runs; --no-files leaves files out',
  };
}
