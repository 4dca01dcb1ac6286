/** The files that the examples of docstrings read, in the working directory. */
import { sign } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { encodePae } from '../../src/ceremony/dsse/pae.ts';
import { writeEnvelope } from '../../src/ceremony/dsse/write-envelope.ts';
import { writeDraft } from '../../src/ceremony/request/draft.ts';
import { makeStatement, STATEMENT_PAYLOAD_TYPE } from '../../src/ceremony/request/statement.ts';
import { createCluster } from '../../src/hsm/cluster/cluster.ts';
import { awsLog, userLog } from './aws-log.ts';
import { approval, request, roster, sdk5File, signature, terms, token } from './docstring-world.ts';
import { takeKey } from './keys.ts';
import { paymentPolicy, signedPolicyFile } from './payment-policy.ts';
import { authDataFile, registrationFile, sha256 } from './sdk5-files.ts';

/** By officer1. */
function signedRequest(): Uint8Array {
  const payloadType = STATEMENT_PAYLOAD_TYPE;
  const payload = makeStatement(request);
  const message = encodePae(payloadType, payload);
  const signed = sign('sha256', message, takeKey('officer1').privateKey);
  return writeEnvelope({ payloadType, payload, signatures: [{ keyId: '', signature: signed }] });
}

/** @param code of the example: what it makes itself is not there already */
export function makeFiles(code: string): void {
  const { privatePem, publicPem } = takeKey('officer1');
  writeFileSync('officer1.key', privatePem);
  writeFileSync('officer1.pub', publicPem);
  writeFileSync('officer1.regtoken', 'registration of officer1');
  writeFileSync('officer1.token', token);
  writeFileSync('officer1.token.sig', signature);
  writeFileSync('approval.txt', approval);
  writeFileSync('admin.token', sdk5File);
  writeFileSync('registration.json', registrationFile(Buffer.from('of officer1')));
  writeFileSync('authdata.json', authDataFile(sha256(Buffer.from('a log-in'))));
  writeFileSync('draft.json', writeDraft(terms));
  writeFileSync('request.json', signedRequest());
  writeFileSync('policy.json', signedPolicyFile(paymentPolicy(), ['officer1']));
  writeFileSync('hsm-1.log', awsLog(userLog(1_700_000_060, [])));
  mkdirSync('from-officer2');
  writeFileSync('from-officer2/officer1.token.sig2', signature);
  mkdirSync('roster');
  for (const { name } of roster.officers) {
    writeFileSync(`roster/${name}.pub`, takeKey(name).publicPem);
  }
  if (code.includes('openCluster(')) {
    createCluster('test-cluster', {
      adminPassword: 'password',
      users: [{ type: 'CO', name: 'officer1', password: 'password' }],
    });
  }
}
