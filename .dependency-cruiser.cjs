// What an HSM is asked and answers: requests, refusals, tables of types, services and flavours.
const PROTOCOL = 'hsm/[^/]+\\.ts$';
// The allowed imports between the parts, as one table: a part may import itself and what stands here.
const ALLOWED = {
  parser: [],
  token: [],
  signer: ['files', 'token', 'parser'],
  ceremony: ['parser', 'token', 'signer'],
  'hsm/machine': ['token', PROTOCOL],
  'hsm/store': ['files', 'token', PROTOCOL, 'hsm/machine'],
  'hsm/cluster': ['files', 'token', PROTOCOL, 'hsm/machine', 'hsm/store'],
  terminal: ['files'],
  words: ['parser', 'token', 'signer', 'ceremony', PROTOCOL],
  node: ['files', 'parser', 'token', 'signer', 'ceremony'],
  files: [],
  'mgmt-util': ['node', 'parser', 'token', 'signer', 'hsm', 'terminal', 'words'],
  cli: [
    'parser',
    'token',
    'signer',
    'ceremony',
    'hsm',
    'terminal',
    'mgmt-util',
    'files',
    'words',
    'node',
  ],
};
// Files that belong to no part and that every part may use.
const GROUND =
  '^src/((diagnostic|failure|printable|strict-json|latin1|crypto-provider|command-failure)\\.ts$|failure-codes/)';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-circles',
      comment: 'of types too: files are cut so that there is none',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, pathNot: ['\\.d\\.ts$'] },
      to: {},
    },
    ...Object.entries(ALLOWED).map(([part, others]) => ({
      name: `${part}-imports-one-way`,
      severity: 'error',
      from: { path: `^src/${part}/` },
      to: { path: '^src/', pathNot: [GROUND, ...[part, ...others].map((name) => `^src/${name}`)] },
    })),
    {
      name: 'hsm-protocol-imports-one-way',
      severity: 'error',
      from: { path: `^src/${PROTOCOL}` },
      to: { path: '^src/', pathNot: [GROUND, '^src/token/', `^src/${PROTOCOL}`] },
    },
    {
      name: 'ground-imports-nothing',
      severity: 'error',
      from: { path: GROUND },
      to: { path: '^src/', pathNot: GROUND },
    },
    {
      name: 'chevrotain-stays-in-the-parser',
      comment: 'only tokens, grammar and parse know Chevrotain',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/parser/(tokens|grammar|parse)\\.ts$' },
      to: { path: 'node_modules/chevrotain' },
    },
    {
      name: 'the-signer-never-signs-with-forge',
      comment: 'the HSM side is the second opinion; the signer has forge for old containers only',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(hsm|signer)/' },
      to: { path: 'node_modules/node-forge' },
    },
    {
      name: 'only-files-opens-files',
      comment:
        'files/ reads, writes and lists; the others that ask the system have their reason here',
      severity: 'error',
      from: {
        path: '^src/',
        pathNot: [
          '^src/files/',
          // /proc, of which nothing is written and no link is a danger
          '^src/hsm/cluster/process-identity\\.ts$',
          // the controlling terminal
          '^src/terminal/prompt-passphrase\\.ts$',
          // whether a standard stream is a terminal
          '^src/cli/process-context\\.ts$',
          // our own bundles, before anything of ours is loaded
          '^src/cli/(launch|load-bundle|start)\\.ts$',
        ],
      },
      to: { dependencyTypes: ['core'], path: '^(node:)?fs(/promises)?$' },
    },
    {
      name: 'these-parts-run-in-a-browser',
      severity: 'error',
      from: { path: '^src/(parser|token|words)/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'pure-parts-do-no-input-output',
      severity: 'error',
      from: { path: '^src/(parser|token|ceremony)/' },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?(crypto|buffer|path|util)$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require'] },
  },
};
