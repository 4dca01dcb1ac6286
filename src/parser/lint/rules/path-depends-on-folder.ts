import { areUint8ArraysEqual } from 'uint8array-extras';
import { DEVICE_LIMITS } from '../../device.ts';
import type { Field } from '../../items.ts';
import type { Rule } from '../rule.ts';
import { shownValue } from '../shown-value.ts';
import type { LintFiles } from '../subject.ts';

/** More than any file has that the device reads whole. */
const ENOUGH = DEVICE_LIMITS.tokens * DEVICE_LIMITS.tokenRecord;

export const pathDependsOnFolder: Rule = {
  code: 'path-depends-on-folder',
  severity: 'warning',
  summary:
    'a path means another file from the working directory than from the approval file’s own folder',
  why: 'The device takes relative paths from the folder in which the console was started, never from the folder of the approval file. Where the two lead to different files, or only one leads to any, the outcome depends on where the console is started.',
  fixable: false,
  check({ document, files }) {
    if (files?.fromOwnFolder === undefined) return [];
    const fields = document.fields.filter(
      (field) =>
        (field.name === 'multiTokenFilePath' ||
          field.name === 'tokenFilePath' ||
          field.name === 'file') &&
        field.valueBytes !== '' &&
        leadsElsewhere(field, files),
    );
    const first = fields[0];
    if (first === undefined) return [];
    const others = fields.length > 1 ? ` (and ${fields.length - 1} more)` : '';
    return [
      {
        severity: 'warning',
        message: `found "${shownValue(first.valueBytes)}"${others} to be another file from the working directory than from the folder of the approval file`,
        span: first.valueSpan,
        hint: 'start the console in the folder that is meant, or write absolute paths',
      },
    ];
  },
};

function leadsElsewhere({ value }: Field, files: LintFiles): boolean {
  const here = files.fromWorkingDirectory.open(value, ENOUGH);
  const there = files.fromOwnFolder?.open(value, ENOUGH);
  if (here === undefined || there === undefined) return here !== there;
  return here.size !== there.size || !areUint8ArraysEqual(here.start, there.start);
}
