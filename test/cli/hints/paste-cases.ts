/**
 * Hints of the command line that are commands, each with a command line that is given it, under a hostile name.
 */
import { execFileSync } from 'node:child_process';
import { generateKeyPairSync, sign } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { readArchive } from '../../../src/evidence/archive/read-archive.ts';
import { writeArchive } from '../../../src/evidence/archive/write-archive.ts';
import { type AnyFailure, Failure } from '../../../src/failure.ts';
import { takeKey } from '../../support/keys.ts';
import { sampleRecord } from '../../support/officer-folder.ts';
import { requestFile } from '../../support/request-file.ts';
import { mfaFile, quorumFile, sha256 } from '../../support/sdk5-files.ts';

/** A folder as `makeOfficerFolder` makes it. */
export class HintFolder {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  at(name: string): string {
    return join(this.folder, name);
  }
  write(name: string, data: string | Uint8Array, mode = 0o600): void {
    writeFileSync(this.at(name), data, { mode });
  }
  copy(from: string, to: string): void {
    copyFileSync(this.at(from), this.at(to));
    chmodSync(this.at(to), 0o600);
  }
  run(program: string, words: readonly string[]): void {
    execFileSync(program, words, { cwd: this.folder, stdio: 'pipe' });
  }
}

export interface HintCase {
  readonly what: string;
  /** The hint as it stands in the source, with `<name>` for `${name}`, for the list of those that are tried. */
  readonly from: readonly string[];
  /** Words behind `mofn` that come first. */
  readonly before?: (path: string) => readonly string[];
  readonly prepare: (here: HintFolder, name: string) => void;
  /** The words behind `mofn`, which end in the hint. */
  readonly words: (path: string) => readonly string[];
  /** What a person types at what is pasted, and at the first command. */
  readonly stdin?: string;
  /** `told`: what is pasted tells of the cause; `gone`: these words succeed afterwards. */
  readonly after: 'told' | ((path: string) => readonly string[]);
  /** Where what is pasted answers that something is wrong, this is what it is to do. */
  readonly says?: string;
}

const again = (words: (path: string) => readonly string[]) => ({ words, after: words });
const SIGN = ['sign', 'officer1.token', '--yes'] as const;
const LINE = 'Approval File = officer1.token.sig2;\n';

const breakApproval = (here: HintFolder, name: string) =>
  here.write(name, readFileSync(here.at('approval.txt'), 'utf8').replace(LINE, ''));

export const HINT_CASES: readonly HintCase[] = [
  {
    what: 'a bundle that is not whole',
    from: ['mofn evidence verify <quotePath(path)>'],
    prepare: (here, name) => {
      const files = new Map(readArchive(readFileSync(here.at('bundle.zip'))));
      here.write(name, writeArchive(files.set('report.html', Buffer.from('all is well'))));
    },
    words: (path) => ['evidence', 'sign', '--key', 'officer1.key', '-o', 'signed.zip', path],
    after: 'told',
    says: 'report.html is not the one that mofn makes of the pieces',
  },
  {
    what: 'a bundle that is unpacked',
    from: ['"cd <quotePath(path)> && sh'],
    prepare(here, name) {
      for (const [file, bytes] of readArchive(readFileSync(here.at('bundle.zip')))) {
        mkdirSync(dirname(here.at(join(name, file))), { recursive: true });
        here.write(join(name, file), bytes);
      }
    },
    words: (path) => ['evidence', 'verify', path],
    after: 'told',
    says: '\nOK: ',
  },
  {
    what: 'the digest of a file, where a token has one of its own',
    from: ['mofn token show --words <quotePath(file)>'],
    prepare: (here, name) => here.copy('officer1.json', name),
    words: (path) => ['digest', 'words', path],
    after: 'told',
    says: 'in words:',
  },
  {
    what: 'a script in which something is wrong',
    from: ['mofn ceremony lint <quotePath(path)>'],
    prepare: (here, name) => here.write(name, 'version = 1\ntilte = "x"\n'),
    words: (path) => ['ceremony', 'print', path],
    after: 'told',
    says: 'unknown-key',
  },
  {
    what: 'a policy in which something is wrong',
    from: ['mofn policy lint <quotePath(path)>'],
    prepare: (here, name) => here.write(name, 'version = 1\naproved = 2\n'),
    words: (path) => ['policy', 'check', '--set', 'approval.txt', path],
    after: 'told',
    says: 'unknown-key',
  },
  {
    what: 'an approval file without a token',
    from: ['mofn approval lint <quotePath(path)>'],
    prepare: (here, name) => here.write(name, 'Multi Token File Path = none;\n'),
    words: (path) => ['policy', 'check', 'payment.toml', '--set', path],
    after: 'told',
    says: 'none',
  },
  {
    what: 'no private key',
    from: ['mofn key show <quotePath(name)>'],
    prepare: (here, name) => here.copy('officer1.pub', name),
    words: (path) => [...SIGN, '--key', path, '--out', 'new.sig'],
    after: 'told',
    says: 'SHA-256',
  },
  {
    what: 'a key that is no RSA key',
    from: ['mofn key new --out <quotePath(out)>'],
    prepare(here, name) {
      const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      here.write(name, privateKey.export({ type: 'pkcs8', format: 'pem' }));
    },
    words: (path) => [...SIGN, '--key', path, '--out', 'new.sig'],
    stdin: 'password\npassword\n',
    after: (path) => [...SIGN, '--key', `${path}.new`, '--out', 'new.sig'],
  },
  {
    what: 'a key under what OpenSSL 3 refuses',
    from: ['mofn key convert <quotePath(path)>'],
    prepare(here, name) {
      here.run('openssl', [
        ...['pkcs8', '-topk8', '-in', 'officer1.key', '-v1', 'PBE-SHA1-RC2-40', '-out', 'old.key'],
        ...['-passout', 'pass:password', '-provider', 'legacy', '-provider', 'default'],
      ]);
      here.copy('old.key', name);
    },
    words: (path) => [...SIGN, '--key', path, '--out', 'old.sig'],
    stdin: 'password\npassword\npassword\n',
    after: (path) => [...SIGN, '--key', `${path}.new`, '--out', 'new.sig'],
  },
  {
    what: 'a key that others can read',
    from: ['chmod 600 <quotePath(path)>'],
    prepare(here, name) {
      here.copy('officer1.key', name);
      chmodSync(here.at(name), 0o644);
    },
    words: (path) => [...SIGN, '--key', path, '--out', 'old.sig'],
    after: (path) => [...SIGN, '--key', path, '--out', 'new.sig'],
  },
  {
    what: 'a file that is not there',
    from: ['ls <quotePath(folderOf(path))>'],
    prepare: (here, name) => mkdirSync(here.at(name)),
    words: (path) => ['token', 'show', `${path}/t`],
    after: 'told',
  },
  {
    what: 'a folder in the place of a file',
    from: ['ls <quotePath(path)>'],
    prepare: (here, name) => mkdirSync(here.at(name)),
    words: (path) => ['token', 'show', path],
    after: 'told',
  },
  {
    what: 'no folder on the way to a file',
    from: ['ls <quotePath(above)>'],
    prepare: (here, name) => mkdirSync(here.at(name)),
    words: (path) => ['token', 'show', `${path}/no/t`],
    after: 'told',
  },
  {
    what: 'a link that leads nowhere',
    from: ['ls -l <quotePath(above)>'],
    prepare: (here, name) => symlinkSync('nowhere', here.at(name)),
    words: (path) => ['token', 'show', `${path}/t`],
    after: 'told',
    says: 'nowhere',
  },
  {
    what: 'no folder for an output',
    from: ['mkdir -p <quotePath(dirname(path))>'],
    prepare: () => undefined,
    ...again((path) => [...SIGN, '--key', 'officer1.key', '--out', `${path}/t.sig`]),
  },
  {
    what: 'no folder for outputs',
    from: ['mkdir -p <quotePath(folder)>'],
    prepare: () => undefined,
    ...again((path) => [...SIGN, '--key', 'officer1.key', '--out-dir', path]),
  },
  {
    what: 'an approval file that cannot be edited',
    from: ["mofn approval lint <file === '-' ? file : quotePath(file)>"],
    prepare: (here, name) => here.write(name, 'Approver Name = a;\n'),
    words: (path) => ['approval', 'add', path, 'officer3=x.sig', '--write'],
    after: 'told',
    says: 'missing-field',
  },
  {
    what: 'an approval file that the device reads otherwise',
    from: ["mofn approval lint <file === '-' ? file : quotePath(file)>"],
    prepare: breakApproval,
    words: (path) => ['approval', 'show', path],
    after: 'told',
    says: 'missing-field',
  },
  {
    what: 'an approval file that cannot be combined',
    from: ["mofn approval lint <input === '-' ? input : quotePath(input)>"],
    prepare: breakApproval,
    words: (path) => ['approval', 'combine', path, '--out', 'all.txt'],
    after: 'told',
    says: 'missing-field',
  },
  {
    what: 'two signatures of one officer',
    from: ['mofn verify <quotePath(token)> --signature <quotePath(file)>'],
    prepare: (here, name) =>
      here.write(name, sign('sha256', Buffer.from('other'), takeKey('officer1').privateKey)),
    words: (path) => [
      ...['approval', 'combine', 'approval.txt', `officer1=${path}`],
      ...['--roster', 'roster', '--out', 'all.txt'],
    ],
    after: 'told',
    says: 'wrong:',
  },
  {
    what: 'a token file of the newer command line in which an approval is no signature',
    from: ['mofn approval lint <quotePath(path)>'],
    prepare(here, name) {
      const signatures = [{ username: 'officer1', role: 'admin', signature: 'x' }];
      here.write(name, quorumFile([sampleRecord({ node: 0, nonce: 1 })], { signatures }));
    },
    words: (path) => ['approval', 'combine', path, '--out', 'all.json'],
    after: 'told',
    says: 'error',
  },
  {
    what: 'bare digests',
    from: [],
    prepare: (here, name) => here.write(name, mfaFile(sha256(Buffer.from('a log-in')))),
    words: (path) => ['sign', path, '--key', 'officer1.key', '--out', 'signed.json'],
    after: 'told',
  },
  {
    what: 'the digest of a token that is at hand',
    from: ['mofn token show <quotePath(file.path)>'],
    prepare(here, name) {
      here.copy('officer1.token', name);
      here.write('login.json', mfaFile(sha256(readFileSync(here.at(name)))));
      rmSync(here.at('officer1.token'));
    },
    words: () => ['sign', 'login.json', '--key', 'officer1.key', '--blind', '--write'],
    after: 'told',
    says: 'officer1',
  },
  {
    what: 'a request that is for another token',
    from: ['mofn request show <quotePath(input)>'],
    prepare: (here, name) => here.write(name, requestFile(Buffer.alloc(80, 7))),
    words: (path) => {
      const files = ['--request', path, '--request-out', 'signed.json', '--out', 'new.sig'];
      return ['sign', 'officer1.token', '--key', 'officer1.key', ...files];
    },
    after: 'told',
    says: 'createUser CU bob',
  },
  {
    what: 'a key where an approval file was meant',
    from: ['mofn <command> <quotePath(path)>'],
    prepare: (here, name) => here.copy('officer1.key', name),
    words: (path) => ['approval', 'status', path, '-r', 'roster'],
    after: 'told',
    says: 'SHA-256',
  },
  {
    what: 'a token where an approval file was meant',
    from: ['mofn <command> <quotePath(path)>'],
    prepare: (here, name) => here.copy('officer1.token', name),
    words: (path) => ['approval', 'show', path],
    after: 'told',
    says: 'officer1',
  },
  {
    what: 'a token where a key was meant',
    from: ['mofn <command> <quotePath(name)>'],
    prepare: (here, name) => here.copy('officer1.token', name),
    words: (path) => ['key', 'show', path],
    after: 'told',
    says: 'quorum token',
  },
  {
    what: 'a folder without a key where a roster was meant',
    from: ['ls -l <quotePath(path)>'],
    prepare(here, name) {
      mkdirSync(here.at(name));
      here.write(join(name, 'notes.txt'), 'the keys are on their way');
    },
    words: (path) => ['approval', 'status', 'approval.txt', '-r', path],
    after: 'told',
    says: 'notes.txt',
  },
  {
    what: 'the script of a ceremony where a policy was meant',
    from: ['mofn <command> <quotePath(path)>'],
    prepare: (here, name) => here.write(name, 'version = 1\n[[steps]]\n'),
    words: (path) => ['policy', 'lint', path],
    after: 'told',
    says: 'found no participants',
  },
  {
    what: 'an approval file where a token was meant',
    from: ['mofn <command> <quotePath(path)>'],
    prepare: (here, name) => here.copy('approval.txt', name),
    words: (path) => ['token', 'show', path],
    after: 'told',
    says: 'officer1.token.sig2',
  },
  {
    what: 'a digest that is none',
    from: ['sha256sum <quotePath(file)>'],
    prepare: (here, name) => here.copy('officer1.token', name),
    words: (path) => ['sign', path, '--key', 'officer1.key', '--expect-digest', 'x', '-o', 'n.sig'],
    after: 'told',
  },
  {
    what: 'no cluster',
    from: ['mofn hsm init <quotePath(folder)>'],
    prepare: () => undefined,
    ...again((path) => ['hsm', 'show', '--hsm', path]),
  },
  {
    what: 'a cluster that was begun',
    from: ['mofn hsm show --hsm <name>', 'rm -rf <name>/settings'],
    prepare(here, name) {
      mkdirSync(here.at(name));
      mkdirSync(here.at(`${name}/settings`));
      here.write(`${name}/mine.txt`, 'stays');
    },
    ...again((path) => ['hsm', 'init', path]),
  },
  {
    what: 'a file where a cluster is to be',
    from: ['ls -ld <quotePath(path)>'],
    prepare: (here, name) => here.write(name, 'x'),
    words: (path) => ['hsm', 'init', path],
    after: 'told',
  },
  {
    what: 'a new cluster',
    from: [
      'mofn hsm console --hsm <quotePath(args.folder)>',
      'mofn hsm cli --hsm <quotePath(args.folder)> -- interactive',
    ],
    prepare: () => undefined,
    words: (path) => ['hsm', 'init', path],
    stdin: 'quit\n',
    after: 'told',
  },
  {
    what: 'a new cluster that may lock its officers out',
    from: ['mofn hsm doctor --hsm <quotePath(folder)>'],
    prepare(here, name) {
      const users = ['officer1', 'officer2'].map((user) => ({ name: user, key: `${user}.pub` }));
      here.write(`${name}.yaml`, JSON.stringify({ users, mValues: { userManagement: 2 } }));
    },
    words: (path) => ['hsm', 'init', path, '--from', `${path}.yaml`],
    after: 'told',
    says: 'officer',
  },
  {
    what: 'a fault that is not there',
    from: ["mofn hsm fault<hsm === undefined ? '' : ` --hsm <quotePath(hsm)>`> list"],
    prepare: () => undefined,
    before: (path) => ['hsm', 'init', path],
    words: (path) => ['hsm', 'fault', 'clear', '9', '--hsm', path],
    after: 'told',
    says: 'no faults',
  },
  {
    what: 'several streams in one',
    from: ['mofn hsm log<cluster> --format aws --out-dir streams'],
    prepare: () => undefined,
    before: (path) => ['hsm', 'init', path],
    words: (path) => ['hsm', 'log', '--format', 'aws', '--hsm', path],
    after: 'told',
    says: 'stream-0.log',
  },
  {
    what: 'a script that may not be run',
    from: ['ls -ld <quotePath(program)>', 'chmod +x <quotePath(program)>'],
    prepare: (here, name) => here.write(name, '#!/bin/sh\nexit 0\n'),
    ...again((path) => ['hsm', 'run', '--', path]),
  },
  {
    what: 'a folder that the console does not take',
    from: ['cd <place>'],
    prepare: (here, name) => mkdirSync(here.at(name)),
    words: (path) => [
      'key',
      'register-token',
      'officer1',
      '--key',
      'officer1.key',
      '--out-dir',
      path,
    ],
    after: 'told',
  },
];

/** Failures that a test cannot bring about, or whose hint asks on the terminal: the names survive a shell. */
export function listFailures(name: string): readonly AnyFailure[] {
  const what = 'approval file';
  const key = { name, container: 'pem' } as const;
  return [
    new Failure('file-changed', { what, path: name }),
    new Failure('file-locked', { what, path: name, lock: name, by: null }),
    new Failure('file-unwritable', { what, path: `${name}/x`, system: 'EACCES' }),
    new Failure('file-unwritable', { what, path: `${name}/x`, system: 'ENOSPC' }),
    new Failure('file-unwritable', { what, path: name, system: 'ELOOP' }),
    new Failure('state-io', {
      action: 'make-cluster',
      path: `${name}/x`,
      system: 'EACCES',
      outcome: null,
    }),
    new Failure('file-unreadable', { what, path: name, system: 'EACCES' }),
    new Failure('key-encryption-unsupported', { ...key, scheme: 'x' }),
    new Failure('key-encryption-unsupported', { name, container: 'openssh', scheme: 'x' }),
    ...(['pem', 'pkcs12', 'openssh'] as const).map(
      (container) =>
        new Failure('key-work-too-large', { name, container, work: 'pbkdf2', count: 9, limit: 1 }),
    ),
  ];
}
