import { PIECE_LENGTH } from '../../device/piece.ts';
import { DEVICE_FIELDS } from '../../device.ts';
import type { Finding, Rule } from '../rule.ts';
import type { Subject } from '../subject.ts';

export const longLine: Rule = {
  code: 'long-line',
  severity: 'error',
  summary: 'a line is longer than 511 bytes, its newline included',
  why: 'The device reads at most 511 bytes at a time, and looks at each such piece as if it were a line. Where a piece in the middle of a line happens to begin with a key, even in a comment, it is read as a field: that is an error. Else it is a warning, since the next edit of the line may bring that about.',
  fixable: false,
  check(subject) {
    const findings: Finding[] = [];
    const { source } = subject;
    for (let start = 0; start < source.length; ) {
      const newline = source.indexOf('\n', start);
      const end = newline === -1 ? source.length : newline + 1;
      if (end - start > PIECE_LENGTH) findings.push(...checkLine(subject, start, end));
      start = end;
    }
    return findings;
  },
};

function checkLine(subject: Subject, start: number, end: number): readonly Finding[] {
  const hidden: Finding[] = [];
  for (let piece = start + PIECE_LENGTH; piece < end; piece += PIECE_LENGTH) {
    const seen = subject.seenAt(piece);
    if (seen === undefined) continue;
    const { key } = DEVICE_FIELDS[seen.field];
    hidden.push({
      severity: 'error',
      message: `found "${key}" at byte ${piece - start + 1} of a line: there the device reads it as a field`,
      span: { start: piece, end: piece + key.length },
      hint: 'break the line before its 511th byte',
    });
  }
  if (hidden.length > 0) return hidden;
  return [
    {
      severity: 'warning',
      message: `found a line of ${end - start} bytes: the device reads at most ${PIECE_LENGTH} at a time`,
      span: { start: start + PIECE_LENGTH, end },
      hint: 'break the line before its 511th byte',
    },
  ];
}
