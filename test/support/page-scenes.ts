/** Folders as officers drop them on the checker page: each is sound but for what its name says. */
import { sign } from 'node:crypto';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { takeKey } from './keys.ts';
import { makeOfficerFolder } from './officer-folder.ts';

const CEREMONY = [
  'approval.txt',
  'officer1.token',
  'officer1.token.sig1',
  'officer1.token.sig2',
  'roster',
];

export interface PageScenes {
  /** The path of a scene's folder, which is called `ceremony`. */
  folder(scene: Scene): string;
  remove(): void;
}

export type Scene =
  | 'sound'
  | 'wrong-signature'
  | 'mistakes'
  | 'token-alone'
  | 'hostile'
  | 'two-policies'
  | 'newer';

/** A name that would be markup, and that reads from the right in part. */
export const HOSTILE_NAME = '<img src=x onerror=alert(1)>\u202e.txt';

/** In its second half a key is misspelt, and the count is wrong; a semicolon is missing, which can be fixed. */
const MISTAKES = `Multi Token File Path = officer1.token
Token File Path =;
Number of Approvals = 3;
Approver Type = 2;
Approver Name = officer1;
Approval File = officer1.token.sig1;
Aprover Type = 2;
Approver Name = a_name_of_31_characters_is_long;
Approval File = officer1.token.sig2;
`;

/**
 * Makes the scenes. In `wrong-signature` officer2 signed the token with a newline behind it, and a private key came with
 * the files.
 */
export function makePageScenes(): PageScenes {
  const root = mkdtempSync(join(tmpdir(), 'mofn-scenes-'));
  const model = makeOfficerFolder();
  const make = (scene: Scene, names: readonly string[]): ((name: string) => string) => {
    const at = (name: string): string => join(root, scene, 'ceremony', name);
    mkdirSync(at('.'), { recursive: true });
    for (const name of names) cpSync(join(model, name), at(name), { recursive: true });
    return at;
  };
  make('sound', CEREMONY);
  const wrong = make('wrong-signature', [...CEREMONY, 'officer1.key']);
  const signed = Buffer.concat([readFileSync(wrong('officer1.token')), Buffer.from('\n')]);
  writeFileSync(
    wrong('officer1.token.sig2'),
    sign('sha256', signed, takeKey('officer2').privateKey),
  );
  writeFileSync(make('mistakes', CEREMONY)('approval.txt'), MISTAKES);
  make('token-alone', ['officer1.token', 'officer1.token.sig1', 'roster', 'request.1.json']);
  const newer = make('newer', ['officer1.json', 'roster', 'officer1.token.sig2']);
  renameSync(newer('officer1.token.sig2'), newer('from officer2.sig'));
  const policies = ['payment.toml', 'policy.toml', 'officer1.pub', 'officer2.pub', 'officer3.pub'];
  make('two-policies', [...CEREMONY, ...policies, 'request.signed.json']);
  const hostile = make('hostile', ['officer1.token']);
  writeFileSync(hostile(HOSTILE_NAME), MISTAKES.replace('officer1;', '<b>officer1\u202e</b>;'));
  rmSync(model, { recursive: true });
  return {
    folder: (scene) => join(root, scene, 'ceremony'),
    remove: () => rmSync(root, { recursive: true }),
  };
}
