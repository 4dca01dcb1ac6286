import { expect, it } from 'vitest';
import { admin, CliStage } from './cli-stage.ts';

it('notes under the name of the command what comes to no HSM, and that it went through later', async () => {
  const stage = new CliStage();
  stage.files.write('short', 'short');
  stage.files.write('large', new Uint8Array((1 << 20) + 1));
  stage.files.write('unsigned', JSON.stringify({ version: '2.0', tokens: [] }));
  const remove = 'user delete --username cu1 --role crypto-user';
  const login = 'login --username admin --role admin --password password';
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    ['file-not-opened', `${remove} --approval nowhere`, []],
    ['file-too-large', `${remove} --approval large`, []],
    ['sdk5-file-not-read', `${remove} --approval short`, []],
    ['file-not-emptied', 'quorum token-sign generate --service registration --token ', []],
    [
      'key-not-opened',
      'user change-quorum token-sign register --public-key short --signed-token x',
      [],
    ],
    ['certificate-not-opened', 'cluster mtls register-trust-anchor --path short', []],
    ['value-malformed', 'cluster mtls deregister-trust-anchor --certificate-reference 1', []],
    [
      'filter-of-service',
      'quorum token-sign generate --service user --filter attr.label=k --token t',
      [],
    ],
    ['unknown-cluster', `${remove} --cluster-id cluster-1`, []],
    ['passwords-differ', 'user create --username x --role admin', ['password1', 'password2']],
    ['token-not-signed', `${login} mfa-token-sign --token m`, ['']],
    ['unknown-command', 'keys list', []],
    ['wrong-words', 'user delete --username x', []],
  ];
  for (const [code, line, typed] of cases) {
    await stage.run(line, admin('admin'), ...typed);
    const note = stage.cluster.readUnsent().at(-1);
    expect(note, line).toMatchObject({ reason: { code }, folder: null, succeeded: null });
    if (code !== 'unknown-command') expect(note?.command?.split(' ')[0]).toBe(line.split(' ')[0]);
  }
  for (const credentials of [undefined, { role: 'root', pin: 'a:b' }]) {
    await stage.run(remove, credentials);
  }
  expect(stage.cluster.readUnsent().slice(-2)).toMatchObject([
    { command: 'user delete', reason: { code: 'no-credentials' } },
    { command: 'user delete', reason: { code: 'credentials-malformed', variable: 'role' } },
  ]);
  await stage.set('admin', remove);
  const open = stage.cluster
    .readUnsent()
    .filter(({ command, succeeded }) => command === 'user delete' && succeeded === null);
  expect(open).toEqual([]);
});
