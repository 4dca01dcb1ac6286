/**
 * What each command takes, as its page of the AWS CloudHSM user guide has it (2026; for timeouts 2023-04): the
 * usage line, and the options in their order. Most pages were written before `--cluster-id` made
 * `[OPTIONS]` stand in each line, so that it is left out here.
 */
import { expect, it } from 'vitest';
import { readCommandLine } from '../../src/cloudhsm-cli/command-line.ts';
import { FIRST_SDK5_EDITION, type Sdk5Edition } from '../../src/hsm/sdk5-edition.ts';

const OF_A_KEY = 'share-crypto-users manage-key-quorum-value use-key-quorum-value';
const OF_A_PAIR =
  'public-attributes private-attributes share-crypto-users manage-private-key-quorum-value use-private-key-quorum-value';
const DATA = '<--data-path <DATA_PATH>|--data <DATA>>';
const SIGNATURE = '<--signature-path <SIGNATURE_PATH>|--signature <SIGNATURE>>';
const HASHED = '--key-filter [<KEY_FILTER>...] --hash-function <HASH_FUNCTION>';
const SIGNED = 'key-filter hash-function data-path data';
/** What the usage line and the options of a mechanism have more than those of others. */
const WRAPPING: Readonly<Record<string, readonly string[]>> = {
  'aes-gcm': [' --tag-length-bits <TAG_LENGTH_BITS>', ' aad tag-length-bits'],
  'cloudhsm-aes-gcm': [' --tag-length-bits <TAG_LENGTH_BITS>', ' aad tag-length-bits'],
  'rsa-aes': [' --hash-function <HASH_FUNCTION> --mgf <MGF>', ' hash-function mgf'],
  'rsa-oaep': [' --hash-function <HASH_FUNCTION> --mgf <MGF>', ' hash-function mgf'],
  'rsa-pkcs': [],
};

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
  // The page of generate has not --filter, that of the procedure for keys types it.
  ['quorum token-sign generate --service <SERVICE> --token <TOKEN>', 'service token filter'],
  ['quorum token-sign list'],
  ['quorum token-sign delete --scope <SCOPE>', 'scope'],
  ['quorum token-sign list-quorum-values'],
  [
    'quorum token-sign set-quorum-value --service <SERVICE> --value <VALUE>',
    'service value approval',
  ],
  ['key list', 'filter max-items starting-token verbose'],
  [
    'key generate-asymmetric-pair rsa --public-label <PUBLIC_LABEL> --private-label <PRIVATE_LABEL> --modulus-size-bits <MODULUS_SIZE_BITS> --public-exponent <PUBLIC_EXPONENT>',
    `public-label private-label session modulus-size-bits public-exponent ${OF_A_PAIR}`,
  ],
  [
    'key generate-asymmetric-pair ec --public-label <PUBLIC_LABEL> --private-label <PRIVATE_LABEL> --curve <CURVE>',
    `public-label private-label session curve ${OF_A_PAIR}`,
  ],
  [
    'key generate-asymmetric-pair ml-dsa --public-label <PUBLIC_LABEL> --private-label <PRIVATE_LABEL> --mldsa-algorithm <MLDSA_ALGORITHM>',
    `public-label private-label session mldsa-algorithm ${OF_A_PAIR}`,
  ],
  ...['aes', 'generic-secret'].map((type) => [
    `key generate-symmetric ${type} --label <LABEL> --key-length-bytes <KEY_LENGTH_BYTES>`,
    `label session key-length-bytes attributes ${OF_A_KEY}`,
  ]),
  ...['share', 'unshare'].map((word) => [
    `key ${word} --filter [<FILTER>...] --username <USERNAME> --role <ROLE>`,
    'filter username role approval',
  ]),
  [
    'key set-attribute --filter [<FILTER>...] --name <KEY_ATTRIBUTE> --value <KEY_ATTRIBUTE_VALUE>',
    'filter name value approval',
  ],
  ['key delete --filter [<FILTER>...]', 'filter'],
  [
    'key generate-file --encoding <ENCODING> --path <PATH> --filter [<FILTER>...]',
    'encoding path filter',
  ],
  [
    'key import pem --path <PATH> --label <LABEL> --key-type-class <KEY_TYPE_CLASS>',
    'path label key-type-class attributes',
  ],
  [
    'key replicate --filter [<FILTER>...] --source-cluster-id <SOURCE_CLUSTER_ID> --destination-cluster-id <DESTINATION_CLUSTER_ID>',
    'filter source-cluster-id destination-cluster-id',
  ],
  ...Object.entries(WRAPPING).flatMap(([mechanism, [usage = '', options = '']]) => [
    [
      `key wrap ${mechanism} --payload-filter [<PAYLOAD_FILTER>...] --wrapping-filter [<WRAPPING_FILTER>...]${usage}`,
      `payload-filter wrapping-filter path wrapping-approval payload-approval${options}`,
    ],
    [
      `key unwrap ${mechanism} --filter [<FILTER>...]${usage} --key-type-class <KEY_TYPE_CLASS> --label <LABEL>${mechanism === 'aes-gcm' ? ' --iv <IV>' : ''} ${DATA}`,
      `filter data-path data attributes ${OF_A_KEY}${options} key-type-class label session${mechanism === 'aes-gcm' ? ' iv' : ''} approval`,
    ],
  ]),
  ...['rsa-pkcs', 'ecdsa'].flatMap((mechanism) => [
    [`crypto sign ${mechanism} ${HASHED} ${DATA}`, `${SIGNED} approval data-type`],
    [
      `crypto verify ${mechanism} ${HASHED} ${DATA} ${SIGNATURE}`,
      `${SIGNED} signature-path signature data-type`,
    ],
  ]),
  [
    `crypto sign rsa-pkcs-pss ${HASHED} --mgf <MGF> --salt-length <SALT_LENGTH> ${DATA}`,
    `${SIGNED} mgf salt-length approval data-type`,
  ],
  [
    `crypto verify rsa-pkcs-pss ${HASHED} --mgf <MGF> --salt-length <SALT_LENGTH> ${DATA} ${SIGNATURE}`,
    `${SIGNED} signature-path signature data-type mgf salt-length`,
  ],
  [
    `crypto sign ed25519ph --key-filter [<KEY_FILTER>...] --data-type <DATA_TYPE> --hash-function <HASH_FUNCTION> ${DATA}`,
    'key-filter data-path data approval data-type hash-function',
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
  const words = synopsis.split(' ').filter((word) => /^[a-z][a-z0-9-]*$/.test(word));
  const parsing = readCommandLine(['help', ...words], edition);
  if (parsing.kind !== 'help') throw new Error(JSON.stringify(parsing));
  const [, usage = ''] = /^Usage: cloudhsm-cli (.*)$/m.exec(parsing.text) ?? [];
  const options = [...parsing.text.matchAll(/^ {2}(?:-[a-gi-z], | {4})--(\S+)/gm)].map(
    ([, name]) => name,
  );
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
