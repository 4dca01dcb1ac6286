/** One thing over and over. */
const full =
  (unit: string, before = '', after = '') =>
  (size: number): string =>
    before + unit.repeat(Math.ceil(size / unit.length)).slice(0, size) + after;

/** What has brought other parsers down: runs that a pattern could cut in many ways. */
export const NASTY: Readonly<Record<string, (size: number) => string>> = {
  blanks: full(' '),
  'carriage returns': full('\r'),
  'lines ended by carriage returns': full('x = y;\r'),
  'blanks and an x': full(' ', '', 'x'),
  'tabs and carriage returns': full('\t\r'),
  'empty lines': full('\n'),
  'equals signs': full('='),
  'a field of equals signs': full('=', 'Approver Type '),
  'a field of equals signs with blanks': full('= ', 'Approver Type '),
  semicolons: full(';'),
  'a line of fields': full('Approver Type = 2; '),
  'a line of half fields': full('Approver Type; '),
  'a line of open fields': full('Approver Type = 2 '),
  'a line of keys': full('Approver Type'),
  hashes: full('#'),
  'a value of hashes': full('a#', 'Approver Name = '),
  'a value of blanks and hashes': full(' #', 'Approver Name = ', ';'),
  'an open value with blanks at its end': full(' ', 'Approver Name = a'),
  'a key with blanks at its end': full(' ', 'x', '='),
  'a key with blanks between': full('x ', '', '= 1;'),
  'a value of blanks': full(' ', 'Approver Name =', ';'),
  letters: full('x'),
  NULs: full('\0'),
  'byte order marks': full('\xef\xbb\xbf'),
  quotes: full('"'),
  'approvers of one field': full('Approver Name = a;\n'),
  'approvers of one field, in turn': full('Approver Name = a;\nApprover Type = 2;\n'),
  'unknown fields': full('x = y;\n'),
  'stray lines': full('x\n'),
  comments: full('# x\n'),
  'indented comments': full('   # x\r\n'),
};
