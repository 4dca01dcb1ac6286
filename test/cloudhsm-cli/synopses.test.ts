/**
 * What each command takes, as its page of the AWS CloudHSM user guide has it (2026; for timeouts 2023-04): the
 * usage line, and the options in their order. Most pages were written before `--cluster-id` made
 * `[OPTIONS]` stand in each line, so that it is left out here.
 */
import { expect, it } from 'vitest';
import { readCommandLine } from '../../src/cloudhsm-cli/command-line.ts';
import { FIRST_SDK5_EDITION, type Sdk5Edition } from '../../src/hsm/sdk5-edition.ts';

const SYNOPSES: readonly (readonly string[])[] = [
  ['login --username <USERNAME> --role <ROLE> [COMMAND]', 'username role password'],
  ['login --username <USERNAME> --role <ROLE> mfa-token-sign --token <TOKEN>', 'token'],
  ['logout'],
  ['cluster activate [--password <PASSWORD>]', 'password'],
  ['cluster hsm-info'],
  ['cluster mtls register-trust-anchor --path [<PATH>...]', 'path approval'],
  ['cluster mtls list-trust-anchors'],
  [
    'cluster mtls deregister-trust-anchor --certificate-reference [<CERTIFICATE_REFERENCE>...]',
    'certificate-reference approval',
  ],
  ['cluster mtls get-enforcement'],
  ['cluster mtls set-enforcement --level [<LEVEL>...]', 'level approval'],
  ['user list'],
  [
    'user create --username <USERNAME> --role <ROLE> [--password <PASSWORD>]',
    'username role password approval',
  ],
  ['user delete --username <USERNAME> --role <ROLE>', 'username role approval'],
  [
    'user change-password --username <USERNAME> --role <ROLE> [--password <PASSWORD>]',
    'username role password approval deregister-mfa deregister-quorum',
  ],
  ['user change-mfa <COMMAND>'],
  [
    'user change-mfa token-sign --username <USERNAME> --role <ROLE> <--token <TOKEN>|--deregister>',
    'username role change-password token approval deregister change-quorum',
  ],
  [
    'user change-quorum token-sign register --public-key <PUBLIC_KEY> --signed-token <SIGNED_TOKEN>',
    'public-key signed-token',
  ],
  ['quorum token-sign generate --service <SERVICE> --token <TOKEN>', 'service token'],
  ['quorum token-sign list'],
  ['quorum token-sign delete --scope <SCOPE>', 'scope'],
  ['quorum token-sign list-quorum-values'],
  [
    'quorum token-sign set-quorum-value --service <SERVICE> --value <VALUE>',
    'service value approval',
  ],
];

const SYNOPSES_OF_2023: typeof SYNOPSES = [
  ['quorum token-sign list-timeouts'],
  [
    'quorum token-sign set-timeout <--generated <GENERATED>|--approved <APPROVED>>',
    'generated approved',
  ],
];

/** Usage line and options of a command, out of its help. */
function read(synopsis: string, edition: Sdk5Edition): readonly [string, string] {
  const words = synopsis.split(' ').filter((word) => /^[a-z][a-z-]*$/.test(word));
  const parsing = readCommandLine(['help', ...words], edition);
  if (parsing.kind !== 'help') throw new Error(JSON.stringify(parsing));
  const [, usage = ''] = /^Usage: cloudhsm-cli (.*)$/m.exec(parsing.text) ?? [];
  const options = [...parsing.text.matchAll(/^ {6}--(\S+)/gm)].map(([, name]) => name);
  return [
    usage.replace('[OPTIONS] ', '').replace(' [OPTIONS]', ''),
    options.filter((name) => name !== 'cluster-id').join(' '),
  ];
}

it.each(SYNOPSES)('%s', (synopsis = '', options = '') => {
  expect(read(synopsis, FIRST_SDK5_EDITION)).toEqual([synopsis, options]);
});

it.each(SYNOPSES_OF_2023)('%s, in 2023', (synopsis = '', options = '') => {
  expect(read(synopsis, { ...FIRST_SDK5_EDITION, edition: '2023' })).toEqual([synopsis, options]);
});
