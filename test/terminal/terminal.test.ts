import { describe, expect, it } from 'vitest';
import { type Answer, everythingGoes, fakeCluster } from '../mgmt-util/fake-cluster.ts';
import { runTyped } from '../mgmt-util/run-console.ts';

const PROMPT = 'aws-cloudhsm>';
const FAREWELL = '\n\ndisconnecting from servers, please wait...\n';
const M_VALUES = [
  'MValue of service 3[USER_MGMT] on server 0 : [2]\n',
  'MValue of service 3[USER_MGMT] on server 1 : [2]\n',
].join('');

/** What is printed when these pieces are typed, each key's own bytes told apart. */
async function type(...pieces: readonly string[]): Promise<string> {
  return runTyped(fakeCluster(everythingGoes), pieces);
}

describe('on a terminal', () => {
  it.each([
    ['in one piece', ['getMValue 3\rquit\r']],
    ['key by key', [...'getMValue 3\rquit\r']],
    ['with the newline that pexpect sends', ['getMValue 3\nquit\n']],
    ['with both', ['getMValue 3\r\nquit\r\n']],
  ])('echoes what is typed %s, with no control sequence', async (_name, pieces) => {
    expect(await type(...pieces)).toBe(
      `${PROMPT}getMValue 3\n${M_VALUES}${PROMPT}quit\n${FAREWELL}`,
    );
  });

  it('echoes answers, and shows no password', async () => {
    const cluster = fakeCluster(everythingGoes);
    const printed = await runTyped(cluster, ['loginHSM CO bob -hpswd\r', 'secret7\r', 'quit\r']);
    expect(printed).toBe(
      [
        `${PROMPT}loginHSM CO bob -hpswd`,
        'Enter password:',
        '',
        'loginHSM success on server 0(10.0.2.14)',
        'loginHSM success on server 1(10.0.1.4)',
        '',
        `${PROMPT}quit`,
        `${FAREWELL}`,
      ].join('\n'),
    );
    expect(cluster.requests[0]).toMatchObject({ op: 'login', password: 'secret7' });
  });

  it('takes corrections of a password that it does not show', async () => {
    const cluster = fakeCluster(everythingGoes);
    await runTyped(cluster, ['loginHSM CO bob -hpswd\r', 'junk\x15secrex\x7ft7\r', 'quit\r']);
    expect(cluster.requests[0]).toMatchObject({ password: 'secret7' });
  });

  it('ends at Ctrl-D on an empty line, and at the end of input', async () => {
    expect(await type('\x04')).toBe(`${PROMPT}${FAREWELL}`);
    expect(await type('list')).toBe(`${PROMPT}list${FAREWELL}`);
  });

  it('drops the line at Ctrl-C', async () => {
    expect(await type('quit\x03', 'quit\r')).toBe(`${PROMPT}quit^C\n${PROMPT}quit\n${FAREWELL}`);
  });

  it('calls a command off at Ctrl-C in its question or its password', async () => {
    const cluster = fakeCluster(everythingGoes);
    await runTyped(cluster, [
      'createUser CU bob password\r',
      '\x03',
      'loginHSM CO bob -hpswd\r',
      '\x03',
      'quit\r',
    ]);
    expect(cluster.asked).toEqual([]);
  });

  it('writes no raw control byte of what is pasted', async () => {
    const printed = await type('\x07\u009b31m\u202etxt\x1b[31m\x1bZ\x00\r', 'quit\r');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is the point
    expect(printed.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]/);
    expect(printed).toContain(`${PROMPT}31m\\u202etxt\n`);
  });
});

/** The lines that reach the cluster's users as names: a way to see what a line was edited to. */
async function editedName(keys: string): Promise<string> {
  const cluster = fakeCluster(everythingGoes, { servers: 1 });
  await runTyped(cluster, ['loginHSM CO ', ...keys, ' password\r', 'quit\r']);
  const [request] = cluster.requests;
  return request?.op === 'login' ? request.name : 'no login';
}

describe('line editing', () => {
  it.each([
    ['backspace', 'bobb\x7f', 'bob'],
    ['backspace of a character of two columns', 'b世\x7fob', 'bob'],
    ['Ctrl-W', 'alice\x17bob', 'bob'],
    ['left and right', 'bb\x1b[Do\x1b[C', 'bob'],
    ['home and end', 'b\x1b[H\x1b[F\x01\x05ob', 'bob'],
    ['delete', 'boxb\x1b[D\x1b[D\x1b[3~', 'bob'],
    ['Ctrl-D inside a line', 'boxb\x1bOD\x1bOD\x04', 'bob'],
    ['Ctrl-K', 'bobxy\x02\x02\x0b', 'bob'],
  ])('%s', async (_name, keys, name) => {
    const moved = keys.endsWith('\x04') || keys.endsWith('~') || keys.endsWith('\x1b[C');
    expect(await editedName(moved ? `${keys}\x05` : keys)).toBe(name);
  });

  it('Ctrl-U drops the whole line', async () => {
    expect(await type('nonsense\x15quit\r')).toContain('quit\n');
  });
});

it('shows its prompt once for each line, however that is edited', async () => {
  const cluster = fakeCluster(everythingGoes, { servers: 1 });
  const printed = await runTyped(cluster, [
    ...['\x15', '\x7f', '\x01', '\x05', '\x1b[D', '\x1b[A', '\x0b', '\x17'],
    ...['lost', '\x15', 'gteMV', '\x17', 'gt', '\x1b[D', 'e', '\x1b[F', 'MValeu 3', '\x1b[D\x1b[D'],
    ...['\x7f\x7f', 'ue', '\r', '\x1b[A', '\r', 'quit\r'],
  ]);
  expect(cluster.asked).toEqual(['getMValue@0', 'getMValue@0']);
  expect(printed.split(PROMPT)).toHaveLength(4);
});

describe('the history', () => {
  const noted: Answer = everythingGoes;

  async function afterTyping(...pieces: readonly string[]): Promise<readonly string[]> {
    const cluster = fakeCluster(noted, { servers: 1 });
    await runTyped(cluster, [...pieces, 'quit\r']);
    return cluster.asked;
  }

  it('brings earlier commands back, and the line that was begun', async () => {
    expect(await afterTyping('getMValue 3\r', 'listUsers\r', '\x1b[A\x1b[A\r')).toEqual([
      'getMValue@0',
      'listUsers@0',
      'getMValue@0',
    ]);
    expect(await afterTyping('getMValue 3\r', 'listU', '\x1b[A\x1b[B', 'sers\r')).toEqual([
      'getMValue@0',
      'listUsers@0',
    ]);
  });

  it('keeps no line with a password, mistyped or not, and no answer', async () => {
    const cluster = fakeCluster(noted, { servers: 1 });
    const printed = await runTyped(cluster, [
      'getMValue 3\r',
      'loginHSM CO bob opensesame\r',
      'loginHSMM CO bob opensesame\r',
      'createUser CU eve opensesame -2fa x\r',
      'changePswd CU eve opensesame\r',
      'n\r',
      '\x1b[A\r',
      'quit\r',
    ]);
    expect(cluster.asked.filter((each) => each === 'getMValue@0')).toHaveLength(2);
    // Each was echoed once, when it was typed, and never again.
    expect(printed.split('opensesame')).toHaveLength(5);
  });
});

describe('a line longer than the screen', () => {
  /** A small terminal: enough to see what redrawing leaves on the screen. */
  function render(output: string, columns: number): string[] {
    const rows: string[][] = [[]];
    let row = 0;
    let column = 0;
    // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one
    for (const [token] of output.matchAll(/\x1b\[(\d*)([A-Z])|[\s\S]/gu)) {
      const found = /\[(\d*)([A-Z])$/.exec(token);
      if (found !== null && token.length > 1) {
        const count = Number(found[1] || 1);
        if (found[2] === 'A') row -= count;
        if (found[2] === 'C') column += count;
        if (found[2] === 'J') {
          rows[row] = rows[row]?.slice(0, column) ?? [];
          rows.length = row + 1;
        }
        continue;
      }
      if (token === '\r') column = 0;
      else if (token === '\n') row++;
      else {
        if (column === columns) {
          column = 0;
          row++;
        }
        while (rows.length <= row) rows.push([]);
        const line = rows[row] ?? [];
        line[column] = token;
        column++;
      }
      while (rows.length <= row) rows.push([]);
    }
    return rows.map((each) => Array.from(each, (cell) => cell ?? ' ').join(''));
  }

  it.each([
    ['typed to the very edge', 'x'.repeat(27), '\x7f\x7fy'],
    ['typed over two rows', 'x'.repeat(45), '\x7f\x7fy'],
    ['mended at its beginning', 'x'.repeat(45), '\x01y'],
    ['killed', 'x'.repeat(45), '\x15y'],
  ])('%s, is redrawn where it stands', async (_name, typed, keys) => {
    const cluster = fakeCluster(everythingGoes, { servers: 1 });
    // The end of input leaves the line as it was edited.
    const printed = await runTyped(cluster, [...typed, ...keys], { columns: 20 });
    const screen = render(printed.replace(FAREWELL, ''), 20).join('');
    const text = keys === '\x15y' ? 'y' : keys === '\x01y' ? `y${typed}` : `${typed.slice(0, -2)}y`;
    expect(screen).toBe(PROMPT + text);
  });
});
