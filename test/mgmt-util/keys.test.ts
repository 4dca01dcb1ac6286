/** Commands on keys: what no page of the guide shows of them. Layouts that a page has are in documented-guide.test.ts. */
import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';

import { KEY_ATTRIBUTE_NAMES } from '../../src/hsm/keys.ts';
import { OBJECT_ATTRIBUTES } from '../../src/mgmt-util/object-attributes.ts';
import { takeKey } from '../support/keys.ts';
import { requireProgram } from '../support/requirements.ts';
import { KeyStage } from './key-stage.ts';

const openssl = requireProgram('openssl');
const NO_KEY = 'HSM Error: there is no such key, or none that you own or share';
const ADDRESSES = ['10.0.2.14', '10.0.1.4'];

/** The same for each server, as lines. */
function onEach(...lines: readonly string[]): string {
  return ADDRESSES.map((address, at) =>
    lines.map((line) => `${line.replaceAll('@', `on server ${at}(${address})`)}\n`).join(''),
  ).join('');
}

const failed = (command: string, why: string): string =>
  onEach(`${command} failed: ${why}`, `${command} failed @`);

describe('attributes', () => {
  it('have one number and one name each, and name what the HSM has', () => {
    const numbers = OBJECT_ATTRIBUTES.map(({ number }) => number);
    expect(new Set(numbers).size).toBe(numbers.length);
    const held = OBJECT_ATTRIBUTES.flatMap(({ attribute }) => attribute ?? []);
    expect(new Set(held).size).toBe(held.length);
    // The classic console has no numbers for these.
    expect(KEY_ATTRIBUTE_NAMES.filter((name) => !held.includes(name))).toEqual([
      'modifiable',
      'ec-point',
      'curve',
    ]);
  });

  it('are shown all, one after the other, those that the key has', async () => {
    const stage = new KeyStage();
    const key = await stage.make();
    const printed = await stage.type('ca1', 'server 0', `getAttribute ${key} 512`);
    const [, , , heading, ...lines] = printed.split('\n').slice(0, -1);
    expect(heading).toBe('Attribute Value:');
    const shown = Object.fromEntries(
      lines.flatMap((line, at) => (at % 2 === 0 ? [[line, lines[at + 1]]] : [])),
    );
    // AWS CloudHSM user guide, "Key attribute reference": class 4 is a secret key, type 31 AES.
    expect(shown).toMatchObject({
      OBJ_ATTR_CLASS: '0x00000004',
      OBJ_ATTR_KEY_TYPE: '0x0000001f',
      OBJ_ATTR_LABEL: 'ca',
      OBJ_ATTR_ID: '',
      OBJ_ATTR_VALUE_LEN: '0x00000020',
      OBJ_ATTR_LOCAL: '0x00000001',
      OBJ_ATTR_TRUSTED: '0x00000000',
    });
    expect(shown['OBJ_ATTR_KCV']).toMatch(/^0x[0-9a-f]{6}$/);
    expect(Object.keys(shown)).not.toContain('OBJ_ATTR_MODULUS');
    const named = await stage.type('ca1', `getAttribute 0x${key.toString(16)} OBJ_ATTR_LABEL`);
    expect(named).toBe(onEach('', 'Attribute Value @:', 'OBJ_ATTR_LABEL', 'ca'));
  });

  it('go to a file that is there without a word, and leave none of it', async () => {
    const stage = new KeyStage();
    const key = await stage.make();
    stage.files.write('out', 'x'.repeat(5000));
    expect(await stage.type('ca1', `getAttribute ${key} 354 out`)).toBe('');
    expect(stage.text('out')).toBe(
      onEach('', 'Attribute Value @:', 'OBJ_ATTR_EXTRACTABLE', '0x00000001'),
    );
    const { privatePem } = takeKey('ca1', { exponent: 3 });
    stage.files.write('ca1.key', privatePem);
    const spared = await stage.type('ca1', `getAttribute ${key} 354 ca1.key`);
    expect([spared, stage.text('ca1.key')]).toEqual(['failed to open ca1.key\n', privatePem]);
  });

  it('of a key that is not there, is not seen, or does not have them are refused', async () => {
    const stage = new KeyStage();
    const key = await stage.make();
    expect(await stage.type('ca1', 'getAttribute 6 512')).toBe(failed('getAttribute', NO_KEY));
    expect(await stage.type('ca2', `getAttribute ${key} 512`)).toBe(failed('getAttribute', NO_KEY));
    expect(await stage.type('ca1', `getAttribute ${key} 288`)).toBe(
      failed('getAttribute', 'the key has no OBJ_ATTR_MODULUS'),
    );
    expect(await stage.type('admin', `getAttribute ${key} 512`)).toBe(
      failed('getAttribute', 'RET_PERMISSION_DENIED'),
    );
    expect(await stage.type('ca1', 'logoutHSM', `getAttribute ${key} 3`)).toBe(
      `${onEach('logoutHSM success @')}${failed('getAttribute', 'RET_NOT_LOGGED_IN')}`,
    );
  });

  it.each([
    ['getAttribute 6', 'Syntax: getAttribute <key handle> <attribute id> [<filename>]'],
    ['getAttribute six 3', 'Syntax: getAttribute <key handle> <attribute id> [<filename>]'],
    ['getAttribute 6 999', 'getAttribute failed: Unknown attribute, listAttributes shows them'],
    [
      'setAttribute 6 OBJ_ATTR_NONE 1',
      'setAttribute failed: Unknown attribute, listAttributes shows them',
    ],
    ['setAttribute 6 512 1', 'setAttribute failed: OBJ_ATTR_ALL cannot be set'],
    ['setAttribute 6 0 1', 'setAttribute failed: OBJ_ATTR_CLASS cannot be set'],
    ['setAttribute 6 1073742353 1', 'setAttribute failed: OBJ_ATTR_WRAP_TEMPLATE cannot be set'],
    ['setAttribute 6 261 yes', 'setAttribute failed: OBJ_ATTR_DECRYPT is 0 or 1'],
    ['findAllKeys 4 2', 'Syntax: findAllKeys <user id> <key hash (0/1)> [<output file>]'],
    ['getKeyInfo -k', 'Syntax: getKeyInfo [-k] <key-handle> [<output file>]'],
    ['shareKey 6 4', 'Syntax: shareKey <key handle> <user id> <(share/unshare key?) 1/0>'],
    ['shareKey 6 4 2', 'Syntax: shareKey <key handle> <user id> <(share/unshare key?) 1/0>'],
    ['syncKey 6 1', 'syncKey is for server mode only, enter it with: server <n>'],
    ['getCert po.crt 4', 'getCert is for server mode only, enter it with: server <n>'],
  ])('are said what is wrong with %j, before any question', async (line, answer) => {
    expect(await new KeyStage().type('ca1', line)).toBe(`${answer}\n`);
  });

  it('are set by number and by name, by the owner alone, and OBJ_ATTR_TRUSTED by officers', async () => {
    const stage = new KeyStage();
    const key = await stage.make({ sharedWith: ['ca2'] });
    const set = `setAttribute ${key}`;
    expect(await stage.type('ca1', `${set} 3 new`)).toContain(onEach('setAttribute success @'));
    // Each that the page has, but for the two templates.
    for (const number of [260, 261, 262, 263, 264, 266, 268, 370, 528]) {
      expect(await stage.type('ca1', `${set} ${number} 1`)).toContain('success on server 1');
    }
    expect(await stage.type('ca1', `${set} OBJ_ATTR_DECRYPT 1`)).toContain('success on server 1');
    expect(await stage.type('admin', `${set} OBJ_ATTR_TRUSTED 1`)).toContain('success on server 1');
    for (const [user, change] of [
      ['ca2', '3 other'],
      ['ca1', '134 0'],
      ['admin', '3 other'],
    ] as const) {
      const printed = await stage.type(user, `${set} ${change}`);
      expect(printed, `${user} ${change}`).toContain('setAttribute failed on server 1');
    }
    for (const [attribute, value] of [
      ['3', 'new'],
      ['261', '0x00000001'],
      ['134', '0x00000001'],
    ]) {
      const shown = await stage.type('ca1', `getAttribute ${key} ${attribute}`);
      expect(shown.split('\n').at(-2)).toBe(value);
    }
  });
});

describe('who has a key', () => {
  it('is said with both of its quorum values, where they differ', async () => {
    const stage = new KeyStage();
    const key = await stage.make({ sharedWith: ['ca2', 'ca3'], quorum: { use: 3, manage: 1 } });
    await stage.type('ca2', 'server 0', `getKeyInfo -k ${key} info`);
    expect(stage.text('info')).toBe(
      [
        '',
        'Key Info:',
        '',
        '        Token/Flash Key,',
        '',
        '        Owned by user 3',
        '',
        '        also, shared to following 2 user(s):',
        '',
        '                 4',
        '                 5',
        '         3 Users need to approve to use this key',
        '         1 Users need to approve to manage this key',
        '',
      ].join('\n'),
    );
    expect(await stage.type('ca1', 'getKeyInfo 6')).toBe(failed('getKeyInfo', NO_KEY));
  });

  it('changes as it is shared and shared no more', async () => {
    const stage = new KeyStage();
    const key = await stage.make();
    const box = await stage.type('ca1', `shareKey ${key} 4 1`);
    expect(box).toMatch(/^\*+CAUTION\*+\n.*\n\nDo you want to continue\(y\/n\)\?shareKey success/s);
    expect(await stage.type('admin', 'server 0', 'findAllKeys 4 0')).toContain(`\n${key}(s)\n`);
    await stage.type('ca1', `shareKey ${key} 4 0`);
    expect(await stage.type('admin', 'server 0', 'findAllKeys 4 0')).toContain('keys found 0\n');
    expect(await stage.type('ca2', `shareKey ${key} 5 1`)).toContain('shareKey failed on server 1');
    expect(await stage.type('ca1', `shareKey ${key} 99 1`)).toContain(
      'shareKey failed on server 1',
    );
  });

  it('is one hash on HSMs that have the same, and none for a user without a key', async () => {
    const stage = new KeyStage();
    const key = await stage.make({ sharedWith: ['ca2'] });
    const hashesOf = async (id: number): Promise<readonly string[]> =>
      (await stage.type('admin', `findAllKeys ${id} 1`)).match(
        /(?<=^Key Hash:\n)[0-9a-f]{64}(?=\n\nfindAllKeys success)/gm,
      ) ?? [];
    const [hash] = await hashesOf(3);
    expect(await hashesOf(3)).toEqual([hash, hash]);
    expect(await hashesOf(4)).toEqual([hash, hash]);
    expect(await hashesOf(5)).toEqual([]);
    await stage.type('ca1', 'server 1', `shareKey ${key} 5 1`);
    const [one, other] = await hashesOf(3);
    expect([one === hash, other === hash]).toEqual([true, false]);
    expect(await stage.type('ca1', 'findAllKeys 3 0')).toContain('findAllKeys failed on server 1');
  });
});

describe('syncKey', () => {
  it('copies what an HSM lacks: any key for an officer, its own for a crypto user', async () => {
    const stage = new KeyStage();
    for (const user of ['admin', 'ca1'] as const) {
      const key = await stage.make({ on: [0] });
      const missing = await stage.type('ca1', `getAttribute ${key} 3`);
      expect(missing).toContain('getAttribute failed on server 1(10.0.1.4)');
      const printed = await stage.type(user, 'server 0', `syncKey ${key} 1`);
      expect(printed.split('\n').slice(2)).toEqual(['syncKey success', '']);
      expect(await stage.type('ca1', `getAttribute ${key} 3`)).toBe(
        onEach('', 'Attribute Value @:', 'OBJ_ATTR_LABEL', 'ca'),
      );
      const again = await stage.type(user, 'server 0', `syncKey ${key} 1`);
      expect(again).toContain('syncKey failed\n');
    }
  });

  it('is refused for another user’s key, and to a server that there is not', async () => {
    const stage = new KeyStage();
    const key = await stage.make({ on: [0], sharedWith: ['ca2'] });
    for (const user of ['ca2', 'ca3'] as const) {
      expect(await stage.type(user, 'server 0', `syncKey ${key} 1`)).toContain('syncKey failed\n');
    }
    expect(await stage.type('ca1', 'server 0', `syncKey ${key} 7`)).toContain('No such server: 7');
  });
});

describe('getCert', () => {
  it.skipIf(!openssl.has)(`writes what leads to its root ${openssl.label}`, async () => {
    const stage = new KeyStage();
    const printed = await stage.type(
      'ca1',
      'server 1',
      'getCert a 4',
      'getCert a 8',
      'getCert a 3',
    );
    expect(printed.split('\n').slice(2)).toEqual([
      'getCert Success',
      'getCert Success',
      'getCert failed: Invalid input data/params',
      'getCert failed',
      '',
    ]);
    const subject = execFileSync('openssl', ['x509', '-noout', '-subject'], {
      input: stage.text('a'),
    });
    expect(String(subject)).toMatch(/CN ?= ?mofn emulator: cluster hsm-/);
  });
});

describe('the quorum of a key', () => {
  it('lets one change through for one approved token', async () => {
    const stage = new KeyStage();
    const key = await stage.make({ sharedWith: ['ca2'], quorum: { use: 0, manage: 2 } });
    const share = `shareKey ${key} 5 1`;
    expect(await stage.type('ca1', share)).toContain(failed('shareKey', 'RET_MXN_AUTH_FAILED'));
    const got = await stage.type('ca1', `getToken 6 ca1 token ${key}`);
    expect(got.match(/^Service:6\nNode:[01]\nKey Handle:(\d+)\nUser:ca1$/gm)).toHaveLength(2);
    stage.approve('token', 'ca1', 'ca2');
    await stage.type('ca1', 'approveToken approval');
    const listed = await stage.type('ca1', 'listTokens');
    expect(listed.match(new RegExp(`^Key Handle:${key}$`, 'gm'))).toHaveLength(2);
    expect(listed).toContain('Required num of approvers : 2\nCurrent num of approvals : 2\n');
    expect(await stage.type('ca1', share)).toContain(onEach('shareKey success @'));
    expect(await stage.type('ca1', 'listTokens')).toContain('Num of tokens = 0');
    expect(await stage.type('ca1', `setAttribute ${key} 3 new`)).toContain(
      failed('setAttribute', 'RET_MXN_AUTH_FAILED'),
    );
  });

  it('takes no token of another key or service, and none with too few approvals', async () => {
    const stage = new KeyStage();
    const wanted = { sharedWith: ['ca2'], quorum: { use: 2, manage: 2 } };
    const [key, other] = [await stage.make(wanted), await stage.make(wanted)];
    const refused = failed('setAttribute', 'RET_MXN_AUTH_FAILED');
    for (const [token, by] of [
      [`6 ca1 token ${other}`, ['ca1', 'ca2']],
      [`5 ca1 token ${key}`, ['ca1', 'ca2']],
      [`6 ca1 token ${key}`, ['ca1']],
    ] as const) {
      await stage.type('ca1', `getToken ${token}`);
      stage.approve('token', ...by);
      expect(await stage.type('ca1', 'approveToken approval')).toBe(
        onEach('approveToken success @'),
      );
      expect(await stage.type('ca1', `setAttribute ${key} 3 new`), token).toContain(refused);
    }
  });

  it('counts nobody who has no part in the key', async () => {
    const stage = new KeyStage();
    const key = await stage.make({ sharedWith: ['ca2'], quorum: { use: 0, manage: 2 } });
    await stage.type('ca1', `getToken 6 ca1 token ${key}`);
    stage.approve('token', 'ca1', 'ca3');
    expect(await stage.type('ca1', 'approveToken approval')).toContain('approveToken failed');
  });

  it('is of services that want a key, and of keys that have it', async () => {
    const stage = new KeyStage();
    const [key, free] = [
      await stage.make({ sharedWith: ['ca2'], quorum: { use: 2, manage: 2 } }),
      await stage.make(),
    ];
    for (const line of [
      'getToken 6 ca1 token',
      `getToken 3 ca1 token ${key}`,
      `getToken 6 ca1 token ${free}`,
      'getToken 6 ca1 token 6',
      `getToken 6 ca2 token ${key}`,
    ]) {
      expect(await stage.type('ca1', line), line).toContain('getToken failed on server 1');
      expect(stage.read('token')).toHaveLength(0);
    }
  });
});
