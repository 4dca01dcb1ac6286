import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Field } from '../../src/parser/items.ts';
import { parseApproval, parseSource } from '../../src/parser/parse.ts';
import { writeApproval } from '../../src/parser/write.ts';

const DOCUMENTED = `# For "Multi Token File Path", type the path to the file that contains
# the token.
Multi Token File Path = officer1.token;
Token File Path = ;

# Total number of approvals
Number of Approvals = 2;

# Approver 1
Approver Type = 2; # 2 for CO, 1 for CU
Approver Name = officer1;
Approval File = officer1.token.sig1;

Approver Type = 2; # 2 for CO, 1 for CU
Approver Name = officer2;
Approval File = officer1.token.sig2;
`;

/** The pieces of a field, as texts. */
function piecesOf(field: Field | undefined): Record<string, unknown> {
  if (field === undefined) return {};
  const at = ({ start, end }: { start: number; end: number }): string =>
    `${field.text.slice(start - field.start, end - field.start)}`;
  return {
    name: field.name,
    indent: at(field.indentSpan),
    key: at(field.keySpan),
    separator: at(field.separatorSpan),
    value: at(field.valueSpan),
    rawValue: at(field.rawValueSpan),
    semicolon: field.semicolonSpan && at(field.semicolonSpan),
    tail: at(field.tailSpan),
    lineEnd: at(field.lineEndSpan),
  };
}

function firstField(source: string): Record<string, unknown> {
  return piecesOf(parseSource(source).fields[0]);
}

describe('parseApproval', () => {
  it('reads the documented layout', () => {
    const document = parseApproval(DOCUMENTED);
    expect(document.data).toEqual({
      multiTokenFilePath: 'officer1.token',
      tokenFilePath: '',
      numberOfApprovals: 2,
      approvers: [
        { type: 2, name: 'officer1', file: 'officer1.token.sig1' },
        { type: 2, name: 'officer2', file: 'officer1.token.sig2' },
      ],
    });
    expect(document.diagnostics).toEqual([]);
    expect(document.items.map((item) => item.kind)).toEqual(
      'comment comment field field blank comment field blank comment field field field blank field field field'.split(
        ' ',
      ),
    );
  });

  it('takes a field apart to the byte', () => {
    expect(firstField('  Approver Type = 2 ; # 2 for CO\r\n')).toEqual({
      name: 'type',
      indent: '  ',
      key: 'Approver Type',
      separator: ' = ',
      value: '2',
      rawValue: '2 ',
      semicolon: ';',
      tail: ' # 2 for CO',
      lineEnd: '\r\n',
    });
  });

  it.each([
    ['Approver Name = a # b; c\n', 'a # b', ' c'],
    ['Approver Name = a # b\n', 'a', ' # b'],
    ['Approver Name = a#b\n', 'a#b', ''],
    ['Approver Name = # b\n', '', '# b'],
    ['Approver Name=# b\n', '', '# b'],
    ['Approver Name = = a;', '= a', ''],
    ['Approver Name = :=a;', ':=a', ''],
    ['Approver Name a;', 'a', ''],
    ['Approver Name;', '', ''],
    ['Approver Name', '', ''],
    ['Approver Name\r\n', '', ''],
    ['Approver Name\t=\ta\t;x', 'a', 'x'],
    ['Approver Name = a\r\n', 'a', ''],
    ['Approver Name = ; # a ; b', '', ' # a ; b'],
    ['approver  name : a;', 'a', ''],
    ['"Approver Name" = a;', 'a', ''],
    ['Approver Name = \xa0;', '\xa0', ''],
  ])('%j has the value %j and the tail %j', (source, value, tail) => {
    const [field] = parseSource(source).fields;
    expect(field?.name).toBe('name');
    expect(field?.valueBytes).toBe(value);
    expect(field?.tail).toBe(tail);
  });

  it.each(['Approver Names = a;', 'Aprover Name = a;', 'x = y'])(
    '%j is an unknown field',
    (source) => {
      const [field] = parseSource(source).fields;
      expect(field).toBeDefined();
      expect(field?.name).toBeUndefined();
    },
  );

  it('finds a second field on a line, and leaves the first its blanks', () => {
    const { fields, data } = parseSource(
      'Approver Name = a;  approver type = 2;Approval File=f;\n',
    );
    expect(fields.map((field) => field.text)).toEqual([
      'Approver Name = a;  ',
      'approver type = 2;',
      'Approval File=f;\n',
    ]);
    expect(fields.map((field) => field.isFirstOnLine)).toEqual([true, false, false]);
    expect(data.approvers).toEqual([{ type: 2, name: 'a', file: 'f' }]);
  });

  it('sees a byte order mark at the beginning only', () => {
    const mark = '\xef\xbb\xbf';
    const document = parseSource(`${mark}Approver Type = 2;\n${mark}Approver Name = a;\n`);
    expect(document.hasByteOrderMark).toBe(true);
    expect(document.fields.map((field) => field.name)).toEqual(['type', undefined]);
  });

  it('reports a missing semicolon at the end of what precedes it', () => {
    const source = 'Approver Name = bob   # the boss\nToken File Path =\n';
    expect(parseSource(source).diagnostics.map(({ code, span }) => [code, span.start])).toEqual([
      ['missing-semicolon', 'Approver Name = bob'.length],
      ['missing-semicolon', source.length - 1],
    ]);
  });

  it('reports a line that is nothing known, without its blanks', () => {
    expect(parseSource('  what is this \r\n').diagnostics).toMatchObject([
      { code: 'stray-text', span: { start: 2, end: 14 } },
    ]);
  });

  it('takes text as its UTF-8 bytes', () => {
    expect(parseApproval('Approval File = é;').data.approvers[0]?.file).toBe('é');
  });
});

describe('approvers', () => {
  const type = 'Approver Type = 2;\n';
  const name = 'Approver Name = a;\n';
  const file = 'Approval File = f;\n';
  it.each([
    ['in order', type + name + file + type + name + file, 'type name file|type name file'],
    ['in another order', name + file + type + name + file + type, 'name file type|name file type'],
    ['a field missing', type + name + type + name + file, 'type name|type name file'],
    ['a field doubled', type + type + name + file, 'type type name file'],
    ['a header line between', `${type}Token File Path = ;\n${name}${file}`, 'type name file'],
  ])('are grouped: %s', (_, source, expected) => {
    const groups = parseSource(source).approvers.map((group) =>
      group.fields.map((field) => field.name).join(' '),
    );
    expect(groups.join('|')).toBe(expected);
  });

  it('count the last of duplicates', () => {
    const { data } = parseSource('Approver Name = a;\nApprover Name = b;\n');
    expect(data.approvers).toEqual([{ type: 0, name: 'b', file: '' }]);
  });
});

describe('writeApproval', () => {
  it.each(['', '\n', '\r', '\0', '=', ';', '\xff\xfe', 'Approver Type', 'Approver Type = ', ' '])(
    'gives back %j',
    (source) => {
      expect(Buffer.from(writeApproval(parseSource(source))).toString('latin1')).toBe(source);
    },
  );

  it('gives back a program', () => {
    const bytes = readFileSync(process.execPath).subarray(0, 300_000);
    expect(Buffer.compare(writeApproval(parseApproval(bytes)), bytes)).toBe(0);
  });
});
