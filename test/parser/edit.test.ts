import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isFailure } from '../../src/failure.ts';
import type { ApproverData } from '../../src/parser/data.ts';
import { readAsDevice } from '../../src/parser/device.ts';
import type { ApprovalDocument } from '../../src/parser/document.ts';
import { addApprover } from '../../src/parser/edit/add-approver.ts';
import { removeApprover } from '../../src/parser/edit/remove-approver.ts';
import { setApprover, setHeader } from '../../src/parser/edit/set-fields.ts';
import { parseSource } from '../../src/parser/parse.ts';
import { agreesWithDevice } from '../../src/parser/same-reading.ts';
import { rawBytes } from '../../src/parser/text.ts';
import { isSameName } from '../../src/parser/user-names.ts';
import { composeApproval } from '../../src/parser/write.ts';
import { failureOf } from '../support/failure-of.ts';
import { DOCUMENTED, damagedFiles, runs } from './generators.ts';

const THIRD: ApproverData = { type: 1, name: 'officer3', file: 's3' };

const add = (source: string, approver = THIRD): string =>
  addApprover(parseSource(source), approver).source;
const remove = (source: string, name: string): string =>
  removeApprover(parseSource(source), name).source;
const deviceOf = ({ source }: ApprovalDocument): unknown =>
  readAsDevice(Buffer.from(source, 'latin1'));

/** The documented text with one more approver, as its author would have gone on. */
const THREE = `${DOCUMENTED.replace('Approvals = 2;', 'Approvals = 3;')}
# Approver 3
# Type the approver's type, name, and the path to the file that
# contains the approver's signature.
Approver Type = 1; # 2 for CO, 1 for CU
Approver Name = officer3;
Approval File = s3;
`;

describe('addApprover', () => {
  it('goes on in the style of the documented file', () => {
    expect(add(DOCUMENTED)).toBe(THREE);
  });

  it('keeps CRLF', () => {
    expect(add(DOCUMENTED.replaceAll('\n', '\r\n'))).toBe(THREE.replaceAll('\n', '\r\n'));
  });

  it('writes no comments where there are none', () => {
    const bare = (source: string): string => source.replace(/^#.*\n/gm, '').replace(/ # 2.*/g, '');
    expect(add(bare(DOCUMENTED))).toBe(bare(THREE));
  });

  it('takes over order, blanks around "=", and a compact layout; comments on one approver stay his', () => {
    const source = `Multi Token File Path=t;
Token File Path=;
Number of Approvals=0x2; # count
# Ann is in Berlin
Approver Name = ann; # since May
Approver Type  =2;
Approval File\t= a;
# Bob is in Paris
Approver Name = bob;
Approver Type  =2;
Approval File\t= b;
# the end`;
    expect(add(source)).toBe(
      source
        .replace('=0x2', '=3')
        .replace(
          '# the end',
          'Approver Name = officer3;\nApprover Type  =1;\nApproval File = s3;\n# the end',
        ),
    );
  });

  it('replaces the name in a heading that each approver has', () => {
    const source = `Number of Approvals = 2;
# approval of ann
Approver Type = 2;
Approver Name = ann;
Approval File = a;
# approval of bob
Approver Type = 2;
Approver Name = bob;
Approval File = b;
`;
    expect(add(source)).toContain('b;\n# approval of officer3\nApprover Type = 1;\n');
  });

  it('adds the first, the missing count, and the missing last newline', () => {
    expect(add('Multi Token File Path = t;\nToken File Path = ')).toBe(
      'Multi Token File Path = t;\nToken File Path = ;\nNumber of Approvals = 1;\n\n' +
        'Approver Type = 1;\nApprover Name = officer3;\nApproval File = s3;\n',
    );
  });

  it('ends a last line that has neither ";" nor an end, before its comment', () => {
    expect(add(DOCUMENTED.replace(/;\n$/, ' # c').replaceAll('\n', '\r\n'))).toBe(
      THREE.replace('sig2;\n', 'sig2; # c\n').replaceAll('\n', '\r\n'),
    );
  });

  it('explains the first where the file explains itself', () => {
    const empty = composeApproval(
      { multiTokenFilePath: 't', tokenFilePath: '', approvers: [] },
      { comments: true },
    );
    const one = composeApproval(
      { multiTokenFilePath: 't', tokenFilePath: '', approvers: [THIRD] },
      { comments: true },
    );
    expect(add(empty)).toBe(one);
  });

  it('refuses what the device would not give back, who is there already, and the 21st', () => {
    expect(failureOf(() => add(DOCUMENTED, { ...THIRD, name: 'a;b' })).message).toContain(
      'cannot be "a;b"',
    );
    const twice = failureOf(() => add(DOCUMENTED, { ...THIRD, name: 'OFFICER1' }));
    expect(twice.message).toBe(
      'the approver "OFFICER1" is there already, and an HSM counts nobody twice',
    );
    let document = parseSource(DOCUMENTED);
    for (let i = 3; i <= 20; i++) document = addApprover(document, { ...THIRD, name: `o${i}` });
    expect(document.data.numberOfApprovals).toBe(20);
    expect(agreesWithDevice(document)).toBe(true);
    expect(failureOf(() => addApprover(document, THIRD)).message).toContain('found 21 approvals');
  });
});

describe('removeApprover', () => {
  it('undoes addApprover', () => {
    expect(remove(THREE, 'officer3')).toBe(DOCUMENTED);
    const crlf = DOCUMENTED.replaceAll('\n', '\r\n');
    expect(remove(add(crlf), 'OFFICER3')).toBe(crlf);
  });

  it('takes the comments of an approver along and counts the headings anew', () => {
    const second = DOCUMENTED.slice(DOCUMENTED.indexOf('# Approver 2'));
    const head = DOCUMENTED.slice(0, DOCUMENTED.indexOf('# Approver 1'));
    expect(remove(DOCUMENTED, 'officer1')).toBe(
      head.replace('= 2;', '= 1;') + second.replace('# Approver 2', '# Approver 1'),
    );
  });

  it('leaves a header line and a neighbour on the same line', () => {
    const source = `Approver Type = 2;
Number of Approvals = 2; # all
Approver Name = a;
Approval File = f; Approver Type = 1;
Approver Name = b;
Approval File = g;
`;
    expect(remove(source, 'a')).toBe(
      'Number of Approvals = 1; # all\nApprover Type = 1;\nApprover Name = b;\nApproval File = g;\n',
    );
    expect(remove(source, 'b')).toBe(
      'Approver Type = 2;\nNumber of Approvals = 1; # all\nApprover Name = a;\nApproval File = f; \n',
    );
  });

  it('names those that are there', () => {
    expect(failureOf(() => remove(DOCUMENTED, 'nobody')).message).toContain(
      'found no approver "nobody" in the file',
    );
  });
});

describe('setHeader and setApprover', () => {
  const set = (changes: Parameters<typeof setHeader>[1], source = DOCUMENTED): string =>
    setHeader(parseSource(source), changes).source;

  it('change the value and nothing else', () => {
    expect(set({ multiTokenFilePath: 'x' })).toBe(DOCUMENTED.replace('= officer1.token;', '= x;'));
    expect(set({ tokenFilePath: 'y' })).toBe(DOCUMENTED.replace('File Path = ;', 'File Path = y;'));
    expect(set({ numberOfApprovals: 1 })).toBe(
      DOCUMENTED.replace('Approvals = 2', 'Approvals = 1'),
    );
    expect(setApprover(parseSource(DOCUMENTED), 'officer2', { file: 'z', type: 1 }).source).toBe(
      DOCUMENTED.replace('officer1.token.sig2', 'z').replace(
        'Type = 2; # 2 for CO, 1 for CU\nApprover Name = officer2',
        'Type = 1; # 2 for CO, 1 for CU\nApprover Name = officer2',
      ),
    );
  });

  it('change nothing where nothing is to change', () => {
    expect(set({ multiTokenFilePath: 'officer1.token', numberOfApprovals: 2 })).toBe(DOCUMENTED);
    expect(set({ numberOfApprovals: 2 }, 'Number of Approvals = 0x2;')).toBe(
      'Number of Approvals = 0x2;',
    );
  });

  it('keep what is unusual about the line', () => {
    expect(set({ tokenFilePath: 'y' }, '\ttoken file path\t:\tx\t ; # old\r\n')).toBe(
      '\ttoken file path\t:\ty\t ; # old\r\n',
    );
    expect(set({ tokenFilePath: 'y' }, 'Token File Path')).toBe('Token File Path = y');
    expect(set({ tokenFilePath: 'y' }, 'Token File Path;')).toBe('Token File Path = y;');
    expect(set({ tokenFilePath: '' }, 'Token File Path = x; # c')).toBe('Token File Path = ; # c');
  });

  it('give an approver another name in its place, and keep the comments', () => {
    const source = DOCUMENTED.replace('officer2;', 'officer2; # Jürgen'.replace('ü', '\xc3\xbc'));
    const renamed = setApprover(parseSource(source), 'OFFICER2', { name: '署名' });
    expect(renamed.data.approvers[1]).toEqual({
      ...parseSource(source).data.approvers[1],
      name: '署名',
    });
    expect(renamed.source).toBe(
      source.replace('Name = officer2', `Name = ${Buffer.from('署名').toString('latin1')}`),
    );
    expect(setApprover(renamed, '署名', { name: 'officer2' }).source).toBe(source);
  });

  it('change no byte of a file that says so already, text or not', () => {
    for (const bytes of ['j\xc3\xbc/t', 'j\xfc/t', '\xef\xbb\xbf', '\xed\xa0\x80']) {
      const source = DOCUMENTED.replace('officer1.token;', `${bytes};`).replace('officer2', bytes);
      const document = parseSource(source);
      const { multiTokenFilePath, approvers } = document.data;
      const { name = '', file } = approvers[1] ?? {};
      expect(setHeader(document, { multiTokenFilePath }).source).toBe(source);
      expect(setApprover(document, name, { name, file }).source).toBe(source);
    }
  });

  it('write text as UTF-8, and raw bytes as they are', () => {
    expect(set({ multiTokenFilePath: 'jü/署名' })).toBe(
      DOCUMENTED.replace('officer1.token;', `${Buffer.from('jü/署名').toString('latin1')};`),
    );
    expect(set({ multiTokenFilePath: rawBytes(Buffer.from('j\xfc', 'latin1')) })).toBe(
      DOCUMENTED.replace('officer1.token;', 'j\xfc;'),
    );
  });

  it('add lines that are missing, in their place', () => {
    expect(
      set(
        { multiTokenFilePath: 'm', tokenFilePath: 't', numberOfApprovals: 0 },
        '\xef\xbb\xbf# c\nApprover Type = 2;\n',
      ),
    ).toBe(
      '\xef\xbb\xbf# c\nMulti Token File Path = m;\nToken File Path = t;\nNumber of Approvals = 0;\nApprover Type = 2;\n',
    );
    expect(set({ multiTokenFilePath: 'm' }, '# c')).toBe('# c\nMulti Token File Path = m;\n');
  });

  it('refuse what cannot be', () => {
    expect(failureOf(() => set({ multiTokenFilePath: '' })).message).toContain(
      '"Multi Token File Path" is empty',
    );
    expect(failureOf(() => set({ tokenFilePath: 'a\nb' })).message).toContain(
      'a line break ends the value',
    );
    expect(failureOf(() => set({ numberOfApprovals: 21 })).message).toContain('found 21 approvals');
    const twice = parseSource('Approver Name = a;\nApproval File = f;\n'.repeat(2));
    expect(failureOf(() => setApprover(twice, 'A', { file: 'g' })).message).toBe(
      'found the approver "A" 2 times',
    );
    const both = parseSource(
      'Approver Name = a;\nApproval File = f;\nApprover Name = b;\nApproval File = g;\n',
    );
    expect(failureOf(() => setApprover(both, 'a', { name: 'B' })).message).toContain(
      'there already',
    );
    expect(setApprover(both, 'a', { name: 'A' }).source).toContain('Approver Name = A;');
    const partial = parseSource('Approver Name = a;\n');
    expect(failureOf(() => setApprover(partial, 'a', { file: 'g' })).message).toBe(
      'the approver "a" is incomplete: found no line for its file',
    );
    expect(failureOf(() => setApprover(partial, 'a', { name: 'b;c' })).message).toContain(
      '"Approver Name" cannot be "b;c"',
    );
    expect(failureOf(() => setApprover(partial, 'a', { type: 3 })).message).toContain('type 3');
    const unnamed = parseSource('Approver Type = 2;\n');
    expect(failureOf(() => setApprover(unnamed, 'a', { file: 'f' })).message).toContain(
      'found no approver "a"',
    );
  });
});

describe('edits of damaged files', () => {
  /** The edited document, or undefined where the edit was refused because of the file. */
  const attempt = (edit: () => ApprovalDocument): ApprovalDocument | undefined => {
    try {
      return edit();
    } catch (error) {
      if (isFailure(error) && error.code === 'approval-edit') return undefined;
      throw error;
    }
  };

  it('say what was asked for, and leave all other data alone, or are refused', () => {
    let refused = 0;
    let done = 0;
    fc.assert(
      fc.property(damagedFiles, (source) => {
        const before = parseSource(source);
        const after = attempt(() => addApprover(before, THIRD));
        if (after === undefined) {
          refused++;
          return;
        }
        done++;
        expect(after.data).toEqual({
          ...before.data,
          numberOfApprovals: before.approvers.length + 1,
          approvers: [...before.data.approvers, THIRD],
        });
        const undone = attempt(() => removeApprover(after, THIRD.name));
        expect(undone?.data).toEqual({
          ...before.data,
          numberOfApprovals: before.approvers.length,
        });
      }),
      { numRuns: runs(30_000) },
    );
    expect(refused).toBeLessThan(done / 10);
  });

  it('are refused where lines of two approvers would be mixed up', () => {
    expect(failureOf(() => add('Approver Name = a;\n')).message).toContain(
      'one of its approvers lacks a line',
    );
  });

  it('remove any one of the approvers', () => {
    fc.assert(
      fc.property(damagedFiles, (source) => {
        const before = parseSource(source);
        const [name] = before.data.approvers.map((approver) => approver.name);
        if (name === undefined) return;
        const after = attempt(() => removeApprover(before, name));
        if (after === undefined) return;
        const left = before.data.approvers.filter((approver) => !isSameName(approver.name, name));
        expect(after.data).toEqual({
          ...before.data,
          numberOfApprovals: left.length,
          approvers: left,
        });
      }),
      { numRuns: runs(30_000) },
    );
  });

  it('are read by the device where the file was, or are refused', () => {
    fc.assert(
      fc.property(damagedFiles, (source) => {
        const before = parseSource(source);
        if (!agreesWithDevice(before)) return;
        if (before.approvers.length !== before.data.numberOfApprovals) return;
        const after = attempt(() => addApprover(before, THIRD));
        if (after !== undefined) expect(deviceOf(after)).toMatchObject(after.data);
      }),
      { numRuns: runs(30_000) },
    );
  });
});
