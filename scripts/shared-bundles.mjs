// Which files stand in one bundle of dist/cli, whoever uses them. A start is quick where it reads few
// bundles, and where these hold no more than it needs: so the commands that are started most stand in
// the bundle that they need, and what other commands alone need stands elsewhere.
//
// A file that is in no row is repeated in the bundles that use it. test/package/bundles.long.test.ts holds
// what is large to one place.

/**
 * By the name of the bundle: where its files lie, in the project or in a package; what of that does not
 * belong to it; the bundles that have copies of what they need of it, to read one file less; and whether it is `deferred`:
 * required when a function of it is first called, and not where it is imported.
 */
const SHARED_BUNDLES = {
  // Every start has read it.
  start: {
    files: [
      'src/failure.ts',
      'src/failure-codes/',
      'src/printable.ts',
      'src/cli/exit-codes.ts',
      'src/cli/command-failure.ts',
      'src/files/system-error.ts',
      // Nearly every command reads something.
      'src/files/read-typed.ts',
      'src/files/descriptor.ts',
      'src/files/read.ts',
      'src/files/look-first.ts',
      'src/files/kernel-files.ts',
      'src/files/file-version.ts',
      'src/latin1.ts',
      'src/token/record.ts',
      'src/token/service.ts',
    ],
  },
  // What is asked for, by whoever signs, checks or audits it.
  requests: {
    deferred: true,
    files: [
      'src/ceremony/operation/',
      'src/ceremony/request/',
      'src/ceremony/dsse/',
      'src/words/request.ts',
    ],
    // It says what was asked for, and needs no more of it.
    copiedBy: ['commands-sign-run'],
  },
  policies: {
    deferred: true,
    files: [
      'src/ceremony/policy/',
      'src/words/policy.ts',
      'src/words/policy-verdict.ts',
      'src/cli/input/read-policy.ts',
    ],
    // Its reader is large, and comes when a policy is named.
    except: ['src/ceremony/policy/read-policy.ts', 'src/ceremony/policy/read/'],
  },
  // What people write as TOML, and its reader, which is large.
  toml: {
    deferred: true,
    files: [
      'src/ceremony/toml/',
      'src/ceremony/policy/read-policy.ts',
      'src/ceremony/policy/read/',
      'toml-eslint-parser/',
    ],
  },
  ceremonies: {
    deferred: true,
    files: [
      'src/ceremony/script/',
      'src/ceremony/record/',
      'src/cli/commands/ceremony/script-input.ts',
    ],
  },
  // Bundles of evidence, and what people read of them and of scripts, as HTML: the one makes the other.
  evidence: {
    deferred: true,
    files: [
      'src/evidence/',
      'src/report/',
      'src/words/evidence',
      'src/cli/commands/evidence/bundle-world.ts',
      'src/cli/commands/evidence/read-bundle.ts',
      'fflate/',
      'preact/',
      'preact-render-to-string/',
      '@noble/hashes/',
    ],
    copiedBy: ['hsm-machine-keys-noble-ecdsa'],
  },
  // HSMs' logs held against requests.
  audit: {
    deferred: true,
    files: ['src/audit/', 'src/words/audit.ts', 'src/words/aws-log.ts', '@streamparser/json/'],
    copiedBy: ['hsm', 'hsm-requests', 'mgmt-util'],
  },
  // What the HSM's tool reads of an approval file, and what mofn writes: most files are no more than that.
  device: {
    files: [
      'src/parser/check-data.ts',
      'src/parser/device',
      'src/parser/same-reading.ts',
      'src/parser/text.ts',
      'src/parser/write.ts',
    ],
    copiedBy: [
      'approval-sets',
      'commands-approval-status-run',
      'completion-answer-shell',
      'hsm',
      'hsm-requests',
      'mgmt-util',
      'parser',
    ],
  },
  parser: {
    deferred: true,
    files: [
      'src/parser/',
      'src/cli/commands/approval/approval-input.ts',
      'src/cli/commands/approval/lint/run.ts',
    ],
    copiedBy: ['hsm', 'hsm-requests', 'mgmt-util', 'completion-answer-shell'],
  },
  // What is said of a file of which there is something to say.
  'diagnostic-words': {
    deferred: true,
    files: ['src/words/diagnostics/', 'src/answers/lint/judge-classic.ts'],
  },
  'seed-files': {
    files: ['src/hsm/cluster/dump.ts', 'src/hsm/cluster/seed-'],
  },
  // What an HSM does when it is asked for more than who its users are.
  'hsm-requests': {
    deferred: true,
    files: [
      'src/hsm/machine/approve.ts',
      'src/hsm/machine/certificates/',
      'src/hsm/machine/challenge.ts',
      'src/hsm/machine/check-approvals.ts',
      'src/hsm/machine/create-state.ts',
      'src/hsm/machine/describe-event.ts',
      'src/hsm/machine/describe-keys.ts',
      'src/hsm/machine/explain-signature.ts',
      'src/hsm/machine/first-events.ts',
      'src/hsm/machine/key-request-members.ts',
      'src/hsm/machine/keys/',
      'src/hsm/machine/password.ts',
      'src/hsm/machine/quorum.ts',
      'src/hsm/machine/requests/',
      'src/hsm/machine/rsa-public-key.ts',
      'src/hsm/machine/seal-user.ts',
      'src/hsm/machine/second-factor.ts',
      'src/hsm/machine/spend-token.ts',
      'src/hsm/machine/trust-anchor.ts',
      'src/hsm/machine/verify-signature.ts',
    ],
    except: [
      'src/hsm/machine/requests/list-users.ts',
      'src/hsm/machine/requests/key-handlers.ts',
      'src/hsm/machine/keys/key-table.ts',
      'src/hsm/machine/keys/attributes.ts',
      'src/hsm/machine/keys/key-pages.ts',
      // One request in many needs it.
      'src/hsm/machine/keys/noble-ecdsa.ts',
    ],
  },
  // How a cluster is made, changed, held against itself and brought up to date.
  'hsm-keeping': {
    deferred: true,
    files: [
      'src/hsm/cluster/carry-out-plan.ts',
      'src/hsm/cluster/check-dump',
      'src/hsm/cluster/create-cluster-folder.ts',
      'src/hsm/cluster/differences.ts',
      'src/hsm/cluster/fault-text.ts',
      'src/hsm/cluster/key-differences.ts',
      'src/hsm/cluster/report.ts',
      'src/hsm/cluster/seeded-random.ts',
      'src/hsm/migrations/',
    ],
  },
  hsm: {
    files: ['src/hsm/', 'src/cli/commands/hsm/find-cluster.ts'],
    except: [
      'src/hsm/machine/rules.ts',
      'src/hsm/machine/keys/noble-ecdsa.ts',
      'src/hsm/cluster/doctor/',
    ],
    copiedBy: ['completion-answer-shell'],
  },
  'mgmt-util': {
    files: [
      'src/mgmt-util/',
      'src/cli/commands/hsm/console/run.ts',
      'src/cli/commands/hsm/open-console.ts',
    ],
    except: ['src/mgmt-util/approval-file-hints.ts'],
  },
  'cloudhsm-cli': {
    files: ['src/cloudhsm-cli/', 'src/cli/commands/hsm/cli/run.ts'],
  },
  'sdk5-token': {
    deferred: true,
    files: ['src/token/sdk5', 'src/token/json/', 'src/token/lint/', 'jsonc-parser/'],
    // Who only asks whether it is JSON does not need the rest.
    except: ['src/token/json/looks-like-json.ts', 'src/token/sdk5/roles.ts'],
  },
  'sdk5-words': {
    deferred: true,
    files: ['src/words/sdk5-diagnostics/'],
  },
  'sign-sdk5': {
    files: ['src/cli/commands/sign/sdk5/'],
  },
  // An approval set as it is read from either file, and what is said of it.
  'approval-sets': {
    files: [
      'src/ceremony/roster.ts',
      'src/ceremony/formats/',
      'src/ceremony/status',
      'src/ceremony/wrong-signature',
      'src/words/causes.ts',
      'src/words/roster.ts',
      'src/words/status.ts',
      'src/cli/input/read-roster.ts',
    ],
    copiedBy: [
      'hsm',
      'hsm-requests',
      'mgmt-util',
      'parser',
      'cloudhsm-cli',
      'commands-sign-run',
      'commands-verify-run',
      'commands-verify-verdict',
    ],
  },
  // Why an HSM refused, and what is wrong with a cluster.
  'cluster-words': {
    deferred: true,
    files: ['src/words/refusals.ts', 'src/words/doctor.ts'],
  },
  keys: {
    files: ['src/signer/encodings/', 'src/signer/containers/', 'src/cli/keys/'],
    except: [
      'src/cli/keys/signer-elsewhere.ts',
      // Most keys that pipelines sign with are under no pass phrase.
      'src/cli/keys/read-passphrase.ts',
      'src/signer/containers/encrypted/',
      'src/signer/containers/rare/',
      'src/signer/encodings/der.ts',
      'src/signer/encodings/key-shape.ts',
    ],
    copiedBy: ['commands-sign-run', 'commands-dgst-run', 'hsm', 'hsm-requests', 'mgmt-util'],
  },
  // What tells a key from other content, which is asked of files that hold none too.
  content: {
    files: [
      'src/content/',
      'src/cli/input/refuse-other-content.ts',
      'src/signer/encodings/der.ts',
      'src/signer/encodings/key-shape.ts',
    ],
    copiedBy: [
      'parser',
      'keys',
      'hsm',
      'hsm-requests',
      'mgmt-util',
      'commands-sign-run',
      'commands-dgst-run',
      'commands-approval-fmt-run',
      'commands-key-show-run',
      'commands-token-show-run',
      'commands-verify-run',
      'commands-verify-verdict',
    ],
  },
  outputs: {
    files: [
      'src/files/put-in-place.ts',
      'src/files/place.ts',
      'src/cli/output/plan-outputs.ts',
      'src/cli/output/write-file.ts',
    ],
    copiedBy: ['commands-sign-run', 'parser', 'hsm', 'hsm-requests', 'mgmt-util'],
  },
  'failure-words': {
    deferred: true,
    files: [
      'src/words/failures/',
      'src/words/policy-diagnostics/',
      'src/words/script-diagnostics/',
      'src/words/toml-diagnostics/',
      'src/words/operation-problem.ts',
    ],
  },
  forge: {
    files: ['node-forge/'],
  },
};

/**
 * The bundles of commands that pipelines start, and what these require: they have copies of what others
 * require, to read one file less.
 */
const STARTED_OFTEN = new Set([
  'launch',
  'launch-executable',
  'load-bundle',
  'start',
  'help',
  'completion-answer-shell',
  'commands-sign-run',
  'commands-sign-tell',
  'commands-dgst-run',
  'commands-verify-run',
  'commands-verify-verdict',
  'commands-approval-status-run',
  'approval-sets',
  'parser',
  'hsm',
  'hsm-requests',
  'mgmt-util',
  'cloudhsm-cli',
  'keys',
  'content',
  'outputs',
]);

/** @param {string | undefined} bundle its name */
export function isStartedOften(bundle) {
  return STARTED_OFTEN.has(bundle);
}

/** @param {string} bundle its name */
export function isDeferred(bundle) {
  return SHARED_BUNDLES[bundle]?.deferred === true;
}

/**
 * The shared bundle that a file stands in.
 *
 * @param {string} file its path, from the project's folder
 * @param {string} [user] the bundle that uses it
 * @returns {string | undefined}
 */
export function sharedBundleOf(file, user) {
  const place = placeOf(file);
  const under = (start) => place.startsWith(start);
  const row = Object.entries(SHARED_BUNDLES).find(
    ([, { files, except = [] }]) => files.some(under) && !except.some(under),
  );
  if (row === undefined) return undefined;
  const [name, { copiedBy = [] }] = row;
  return copiedBy.includes(user) ? undefined : name;
}

/** Of a file of a package, its path from there: node_modules may be a link to somewhere else. */
export function placeOf(file) {
  return file.split('node_modules/').at(-1);
}
