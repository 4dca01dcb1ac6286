import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { activated, answerOf, CliStage } from './cli-stage.ts';

/** A certificate of an authority, made by openssl. */
function makeAuthority(name: string, ...options: readonly string[]): string {
  const line = `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout /dev/null -subj /CN=${name} -days 1`;
  return execFileSync('openssl', [...line.split(' '), ...options], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}

it('keeps up to two trust anchors, and what is enforced', async () => {
  const stage = new CliStage(activated({ type: 'hsm2m' }));
  const pem = makeAuthority('one');
  stage.files.write('one', pem);
  stage.files.write('two', makeAuthority('two'));
  stage.files.write('leaf', makeAuthority('leaf', '-addext', 'basicConstraints=critical,CA:FALSE'));
  const register = 'cluster mtls register-trust-anchor --path';
  const list = 'cluster mtls list-trust-anchors';
  expect(answerOf(await stage.run(list)).data).toEqual({ trust_anchors: [] });
  expect((await stage.as('admin', 'cluster mtls set-enforcement --level cluster')).data).toBe(
    'Mtls enforcement requires a registered trust anchor',
  );
  expect((await stage.as('admin2', `${register} one`)).data).toEqual({
    trust_anchor: {
      'certificate-reference': '0x01',
      certificate: pem,
      'cluster-coverage': 'full',
    },
  });
  for (const [path, text] of [
    ['one', 'Trust anchor is already registered'],
    ['nowhere', 'Unable to read file nowhere'],
    ['admin.pub', 'Unable to parse certificate file admin.pub'],
    ['leaf', 'Invalid certificate provided: it is not a certificate authority'],
    ['one two', 'Invalid value provided for --path'],
  ]) {
    expect((await stage.as('admin', `${register} ${path}`)).data).toBe(text);
  }
  await stage.set('admin', `${register} two`);
  expect(answerOf(await stage.run(list)).data.trust_anchors).toMatchObject([
    { 'certificate-reference': '0x01' },
    { 'certificate-reference': '0x02' },
  ]);
  const level = 'cluster mtls set-enforcement --level cluster';
  expect((await stage.as('admin2', level)).data).toBe(
    'User does not have permission to perform this operation',
  );
  expect((await stage.as('admin', level)).data).toEqual({
    message: 'Mtls enforcement level set to Cluster successfully',
  });
  expect(answerOf(await stage.run('cluster mtls get-enforcement')).data).toEqual({
    'mtls-enforcement-level': 'cluster',
  });
  const remove = 'cluster mtls deregister-trust-anchor --certificate-reference';
  expect((await stage.as('admin', `${remove} 0x03`)).data).toBe(
    'Specified trust anchor does not exist',
  );
  expect((await stage.as('admin', `${remove} one`)).data).toBe(
    'Invalid value provided for --certificate-reference',
  );
  expect((await stage.as('admin', `${remove} 0x01`)).data).toEqual({
    message: 'Trust anchor with reference 0x01 deregistered successfully',
  });
});

it('needs approvals of service cluster, and an HSM that has it', async () => {
  const stage = new CliStage(activated({ type: 'hsm2m', mValues: { clusterManagement: 2 } }));
  stage.files.write('one', makeAuthority('one'));
  const register = 'cluster mtls register-trust-anchor --path one';
  expect((await stage.as('admin', register)).data).toBe(
    'Quorum approval is required for this operation',
  );
  await stage.set('admin', 'quorum token-sign generate --service cluster --token t');
  stage.approve('t', 'admin2', 'admin3');
  expect(stage.readJson('t')['service']).toBe('cluster-management');
  expect((await stage.as('admin', `${register} --approval t`)).error_code).toBe(0);
  const other = new CliStage();
  other.files.write('one', makeAuthority('one'));
  expect((await other.as('admin', register)).data).toBe('Mtls is not supported by this cluster');
  expect(answerOf(await other.run('cluster mtls get-enforcement')).data).toBe(
    'Mtls is not supported by this cluster',
  );
});
