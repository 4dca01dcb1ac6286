import type { Rule } from '../rule.ts';

export const missingLastNewline: Rule = {
  code: 'missing-last-newline',
  severity: 'info',
  summary: 'the last line has no newline at its end',
  why: 'The device does not mind as long as there is a `;`. But what is appended to the file comes to stand on the same line, where it is not read.',
  fixable: true,
  check({ source, lineEnd, document }) {
    if (source === '' || source.endsWith('\n')) return [];
    const end = source.length;
    return [
      {
        severity: 'info',
        message: 'found no newline at the end of the file',
        span: { start: document.lines.spanOf(document.lines.count).start, end },
        hint: 'end the last line with a newline',
        fix: [{ span: { start: end, end }, text: lineEnd }],
      },
    ];
  },
};
