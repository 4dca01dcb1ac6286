import { PIECE_LENGTH } from '../../device/piece.ts';
import { DEVICE_FIELDS } from '../../device.ts';
import type { Finding, Rule } from '../rule.ts';
import type { Subject } from '../subject.ts';

export const longLine: Rule<'long-line'> = {
  code: 'long-line',
  severity: 'error',
  fixable: false,
  check(subject) {
    const findings: Finding<'long-line'>[] = [];
    const { source } = subject;
    for (let start = 0; start < source.length; ) {
      const newline = source.indexOf('\n', start);
      const end = newline === -1 ? source.length : newline + 1;
      if (end - start > PIECE_LENGTH) {
        for (const finding of checkLine(subject, start, end)) findings.push(finding);
      }
      start = end;
    }
    return findings;
  },
};

function checkLine(subject: Subject, start: number, end: number): readonly Finding<'long-line'>[] {
  const hidden: Finding<'long-line'>[] = [];
  for (let piece = start + PIECE_LENGTH; piece < end; piece += PIECE_LENGTH) {
    const seen = subject.seenAt(piece);
    if (seen === undefined) continue;
    const { key } = DEVICE_FIELDS[seen.field];
    hidden.push({
      severity: 'error',
      values: { hidden: seen.field, byte: piece - start + 1 },
      span: { start: piece, end: piece + key.length },
    });
  }
  if (hidden.length > 0) return hidden;
  return [
    {
      severity: 'warning',
      values: { hidden: undefined, bytes: end - start },
      span: { start: start + PIECE_LENGTH, end },
    },
  ];
}
