import { defineCommand } from '../../../command.ts';
import { HSM_OPTION } from '../options.ts';

/**
 * Options: those of the vendor's tool (AWS CloudHSM user guide, "Client SDK 5 configuration syntax", and the
 * older "Configure tool" of 2023).
 */
export const hsmConfigureCli = defineCommand({
  path: 'hsm configure-cli',
  summary:
    'what scripts call before cloudhsm-cli; it takes all switches, and does what one of them says',
  description:
    'configure-cli is the same program under the name that scripts know. The real one writes the configuration file of cloudhsm-cli; the emulated cloudhsm-cli finds its cluster by MOFN_HSM, so no file or address is looked at, and nothing is written but whether keys of one HSM alone may be used: the cluster keeps that, for every cloudhsm-cli.',
  positionals: [
    { name: 'more', describe: 'more addresses of -a', completes: 'text', variadic: true },
  ],
  options: {
    ...HSM_OPTION,
    address: { describe: 'address of an HSM', completes: 'text', alias: 'a', array: true },
    'cluster-id': { describe: 'id of the cluster whose HSMs to reach', completes: 'text' },
    region: { describe: 'region of the cluster', completes: 'text' },
    endpoint: { describe: 'where the service is asked for the cluster', completes: 'text' },
    'hsm-ca-cert': {
      describe: 'certificate that has signed those of the HSMs',
      completes: 'certificate',
    },
    'disable-key-availability-check': {
      type: 'boolean',
      describe: 'let cloudhsm-cli use keys of one HSM alone',
    },
    'enable-key-availability-check': {
      type: 'boolean',
      describe: 'let it use keys of two HSMs at least, as at first',
    },
    'disable-validate-key-at-init': { type: 'boolean', describe: 'check no key at the beginning' },
    'enable-validate-key-at-init': { type: 'boolean', describe: 'check keys at the beginning' },
    'client-cert-hsm-tls-file': {
      describe: "the client's certificate, for mutual TLS",
      completes: 'certificate',
    },
    'client-key-hsm-tls-file': {
      describe: "the client's key, for mutual TLS",
      completes: 'private key',
    },
    'server-client-cert-file': {
      describe: 'the same, as older editions name it',
      completes: 'certificate',
    },
    'server-client-key-file': {
      describe: 'the same, as older editions name it',
      completes: 'private key',
    },
    'default-retry-mode': {
      describe: 'whether to try again what failed',
      choices: ['off', 'standard'],
    },
    'log-type': { describe: 'where to log', choices: ['term', 'file'] },
    'log-file': { describe: 'file to log to', completes: 'file' },
    'log-level': {
      describe: 'how much to log',
      choices: ['error', 'warn', 'info', 'debug', 'trace'],
    },
    'log-rotation': {
      describe: 'when to begin another log',
      choices: ['never', 'hourly', 'daily', 'weekly'],
    },
  },
  refusals: [
    {
      given: ['disable-key-availability-check', 'enable-key-availability-check'],
      message:
        '--disable-key-availability-check and --enable-key-availability-check do not go together',
      hint: 'say one of the two',
    },
    {
      given: ['address', 'cluster-id'],
      message: '-a and --cluster-id do not go together',
      hint: 'name the HSMs, or the cluster that they are of',
    },
    {
      given: ['more'],
      missing: ['address'],
      message: 'a word that is no option; other clusters cannot be added or removed here',
      hint: 'an emulated cloudhsm-cli reaches one cluster: that of MOFN_HSM',
    },
  ],
  examples: [
    { command: 'mofn hsm configure-cli -a 10.0.2.14', describe: 'as a script has it' },
    {
      command: 'mofn hsm configure-cli --disable-key-availability-check',
      describe: 'use keys on a cluster of one HSM',
    },
  ],
});
