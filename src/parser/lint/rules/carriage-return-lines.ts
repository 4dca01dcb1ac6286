import type { Rule } from '../rule.ts';

export const carriageReturnLines: Rule = {
  code: 'carriage-return-lines',
  severity: 'error',
  summary: 'lines end with a carriage return alone, so that all of them are one line',
  why: 'For the device, as for this tool, a line ends with a newline. With carriage returns alone (as old Macintosh programs write them) the whole file is one line, of which the first field at most is read.',
  fixable: true,
  alone: true,
  check({ source, firstLine }) {
    const first = source.indexOf('\r');
    if (first === -1 || source.includes('\n') || first === source.length - 1) return [];
    return [
      {
        severity: 'error',
        message: 'found lines that end with a carriage return alone, expected newlines',
        span: { start: firstLine.start, end: first },
        hint: 'save the file with line ends of Unix or Windows',
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
