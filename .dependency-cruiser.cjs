// The allowed imports between the parts, as one table: a part may import itself and what stands here.
const ALLOWED = {
  parser: ['content'],
  token: [],
  // digests as words that people read to each other
  'digest-words': [],
  // what some bytes are: of an approval file it knows the keys that the device knows
  content: ['token', 'signer/encodings', 'parser/device'],
  signer: ['files', 'token', 'content'],
  ceremony: ['parser', 'token', 'content', 'signer/encodings'],
  'hsm/protocol': ['token'],
  'hsm/machine': ['token', 'hsm/protocol'],
  'hsm/migrations': [],
  'hsm/store': ['files', 'hsm/protocol', 'hsm/machine', 'hsm/migrations'],
  'hsm/cluster': ['files', 'token', 'hsm/protocol', 'hsm/machine', 'hsm/migrations', 'hsm/store'],
  terminal: ['files'],
  // what HSMs logged, held against what was asked for
  audit: ['token', 'ceremony'],
  // what is left of a ceremony for those who were not there
  evidence: ['token', 'parser', 'content', 'signer/encodings', 'ceremony', 'audit'],
  words: [
    'parser',
    'token',
    'digest-words',
    'signer',
    'ceremony',
    'audit',
    'evidence',
    'hsm/protocol',
  ],
  // results as plain data: what --json prints, and the page shows
  answers: [
    'parser',
    'token',
    'digest-words',
    'content',
    'signer/encodings',
    'ceremony',
    'audit',
    'words',
  ],
  // evidence and scripts as HTML
  report: ['token', 'digest-words', 'ceremony', 'evidence', 'words'],
  // the checker page, which runs in a browser; the command line has it as a finished file
  page: [
    'parser',
    'token',
    'digest-words',
    'content',
    'signer/encodings',
    'ceremony',
    'words',
    'answers',
    'report',
  ],
  node: ['files', 'parser', 'signer', 'ceremony'],
  files: [],
  console: ['node', 'token', 'signer', 'hsm', 'terminal'],
  'mgmt-util': ['console', 'node', 'parser', 'token', 'signer', 'hsm', 'terminal', 'words'],
  'cloudhsm-cli': ['console', 'node', 'parser', 'token', 'signer', 'hsm', 'terminal', 'words'],
  cli: [
    'parser',
    'token',
    'digest-words',
    'content',
    'signer',
    'ceremony',
    'audit',
    'hsm',
    'terminal',
    'mgmt-util',
    'cloudhsm-cli',
    'files',
    'words',
    'node',
    'answers',
    'evidence',
    'report',
  ],
};
// The same within the command line: `main` stands above all of them, and what runs before it beside them.
const ALLOWED_IN_CLI = {
  arguments: ['output'],
  input: [],
  output: ['input'],
  files: [],
  keys: ['input', 'output'],
  commands: ['input', 'output', 'files', 'keys'],
  // what a Tab offers
  completion: ['arguments', 'commands'],
};
const GROUND_OF_CLI =
  '^src/cli/(command|command-failure|context|exit-codes|own-files|printer|shells|value-kinds)\\.ts$';
// Files that belong to no part and that every part may use.
const GROUND =
  '^src/((async-disposal|byte-edits|diagnostic|failure|printable|cut-text|strict-json|latin1|compare-names|nearest-word|crypto-provider|process-identity|split-line|group-by)\\.ts$|failure-codes/)';

// What an HSM is asked and answers stands in `hsm/` itself: requests, refusals, tables of types and flavours.
const startOf = (part) => (part === 'hsm/protocol' ? '^src/hsm/[^/]+\\.ts$' : `^src/${part}/`);
// Parts that run in a browser, and the ground. (scripts/check-pure-rooms.mjs runs them without Node.)
const PURE = `${GROUND}|^src/(parser|token|digest-words|content|words|ceremony|audit|answers|evidence|report|page|signer/encodings)/`;

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
      from: { path: startOf(part) },
      to: { path: '^src/', pathNot: [GROUND, ...[part, ...others].map(startOf)] },
    })),
    {
      name: 'each-part-has-a-row',
      severity: 'error',
      from: { path: '^src/[^/]+/', pathNot: [GROUND, ...Object.keys(ALLOWED).map(startOf)] },
      to: {},
    },
    ...Object.entries(ALLOWED_IN_CLI).map(([part, others]) => ({
      name: `cli/${part}-imports-one-way`,
      severity: 'error',
      from: { path: `^src/cli/${part}/` },
      to: {
        path: '^src/cli/',
        pathNot: [GROUND_OF_CLI, ...[part, ...others].map((name) => `^src/cli/${name}/`)],
      },
    })),
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
      name: 'noble-stays-in-few-files',
      comment:
        'its arithmetic is handed in where a digest is to be signed, or where there is no Node; a page of the report names its style by hash',
      severity: 'error',
      from: {
        path: '^src/',
        pathNot:
          '^src/(hsm/machine/keys/noble-ecdsa\\.ts|report/document/render-document\\.tsx|page/crypto/browser-crypto\\.ts)$',
      },
      to: { path: 'node_modules/@noble/' },
    },
    {
      name: 'noble-is-loaded-when-needed',
      comment: 'its start takes longer than most requests',
      severity: 'error',
      from: {},
      to: { path: '^src/hsm/machine/keys/noble-ecdsa\\.ts$', dynamic: false },
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
          // the controlling terminal
          '^src/terminal/prompt-passphrase\\.ts$',
          // whether a standard stream is a terminal
          '^src/cli/process-context\\.ts$',
          // our own bundles, before anything of ours is loaded
          '^src/cli/(launch|load-bundle)\\.ts$',
        ],
      },
      to: { dependencyTypes: ['core'], path: '^(node:)?fs(/promises)?$' },
    },
    {
      name: 'pure-parts-run-anywhere',
      comment: 'a web page runs them too: what they need of Node is handed in',
      severity: 'error',
      from: { path: PURE },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'the-machine-does-no-input-output',
      severity: 'error',
      from: { path: '^src/hsm/machine/' },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?crypto$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require'] },
  },
};
