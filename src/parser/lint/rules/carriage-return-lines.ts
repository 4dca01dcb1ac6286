import type { Rule } from '../rule.ts';

export const carriageReturnLines: Rule<'carriage-return-lines'> = {
  code: 'carriage-return-lines',
  severity: 'error',
  fixable: true,
  exclusive: true,
  check({ source, firstLine }) {
    const first = source.indexOf('\r');
    if (first === -1 || source.includes('\n') || first === source.length - 1) return [];
    return [
      {
        severity: 'error',
        values: {},
        span: { start: firstLine.start, end: first },
        fix: offsetsOf(source, '\r').map((start) => ({
          span: { start, end: start + 1 },
          text: '\n',
        })),
      },
    ];
  },
};

function offsetsOf(source: string, character: string): readonly number[] {
  const offsets: number[] = [];
  for (let at = source.indexOf(character); at !== -1; at = source.indexOf(character, at + 1)) {
    offsets.push(at);
  }
  return offsets;
}
