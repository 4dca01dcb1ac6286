// Mutation testing (StrykerJS): changes the code in small ways, one at a time, and looks whether a test notices.
//   npm run mutation                    every room that is asked something of, and those that are only reported
//   npm run mutation -- token machine   some of them
//   npm run mutation -- src/token/role.ts   some files
//   npm run mutation -- --quick token   without a second try for those that no test noticed: no more are killed than said
//   npm run mutation -- --list token    the mutants of the last run that no test noticed, also of some files
// What a room's tests are stands below: those that run in this process. A test that starts another program runs what
// is built, and sees no mutant. Reports are in reports/mutation; a second run tries only what has changed.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Stryker } from '@stryker-mutator/core';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const reports = join(root, 'reports/mutation');

/** Of what tests reach, in per cent: in a room, and in each of its files. */
const ASKED = { room: 90, file: 85 };

/** @type {Record<string, { mutate: string[], tests: string[], asked: boolean }>} */
const ROOMS = {
  device: {
    mutate: ['src/parser/device/**/*.ts'],
    tests: ['test/parser/**/*.test.ts'],
    asked: true,
  },
  token: {
    mutate: ['src/token/**/*.ts'],
    tests: ['test/token/**/*.test.ts', 'test/ceremony/formats/*.test.ts'],
    asked: true,
  },
  signer: {
    mutate: ['src/signer/verify.ts', 'src/signer/encodings/pkcs1-block.ts'],
    tests: [
      'test/signer/malformed-encodings.test.ts',
      'test/signer/sign-*.test.ts',
      'test/signer/verify.test.ts',
      'test/signer/wycheproof.test.ts',
      'test/signer/encodings/*.test.ts',
    ],
    asked: true,
  },
  ceremony: {
    mutate: ['src/ceremony/**/*.ts'],
    tests: ['test/ceremony/**/*.test.ts'],
    asked: true,
  },
  machine: {
    mutate: ['src/hsm/machine/**/*.ts'],
    tests: ['test/hsm/machine/**/*.test.ts'],
    asked: true,
  },
  store: { mutate: ['src/hsm/store/**/*.ts'], tests: ['test/hsm/**/*.test.ts'], asked: false },
  'mgmt-util': {
    mutate: ['src/mgmt-util/**/*.ts'],
    // It goes to another folder, which a thread cannot.
    tests: ['test/mgmt-util/**/!(token-file).test.ts'],
    asked: false,
  },
  'cloudhsm-cli': {
    mutate: ['src/cloudhsm-cli/**/*.ts'],
    tests: ['test/cloudhsm-cli/**/*.test.ts'],
    asked: false,
  },
};

const words = process.argv.slice(2).filter((word) => !['--list', '--quick'].includes(word));
const isList = process.argv.includes('--list');
const isQuick = process.argv.includes('--quick');
const paths = words.filter((word) => word.endsWith('.ts'));
const named = words.filter((word) => !word.endsWith('.ts'));
const names = words.length === 0 ? Object.keys(ROOMS) : [...named, ...roomsOf(paths)];
const unknown = names.find((name) => !(name in ROOMS));
if (unknown !== undefined) {
  console.error(`no room "${unknown}"; there are ${Object.keys(ROOMS).join(', ')}`);
  process.exit(2);
}

let isEnough = true;
for (const name of names) {
  if (!isList) await mutate(name, named.includes(name) ? [] : paths);
  isEnough = tell(name) && isEnough;
}
process.exitCode = isEnough ? 0 : 1;

/** @param {string} glob a file, or all of a folder: `src/token/**\/*.ts` */
function filesOf(glob) {
  const [folder, rest] = glob.split('/**');
  if (rest === undefined) return [glob];
  const names = readdirSync(join(root, folder), { recursive: true });
  return names.filter((name) => name.endsWith('.ts')).map((name) => `${folder}/${name}`);
}

/** @param {string[]} files */
function roomsOf(files) {
  const rooms = files.map((file) => {
    const isIn = ({ mutate }) => mutate.some((glob) => file.startsWith(glob.replace(/\*\*.*/, '')));
    const room = Object.entries(ROOMS).find(([, room]) => isIn(room));
    return room?.[0] ?? file;
  });
  return [...new Set(rooms)];
}

/**
 * @param {string} name
 * @param {string[]} paths its files to change; none: all
 */
async function mutate(name, paths) {
  const { mutate: files, tests } = ROOMS[name];
  process.env.MOFN_MUTATION_TESTS = tests.join(',');
  process.env.MOFN_MUTATION_FILES = files.flatMap(filesOf).join(',');
  if (isQuick) process.env.MOFN_MUTATION_QUICK = '1';
  // The tests of the consoles that start a program start what is built, and see no mutant.
  process.env.MOFN_BUILT = '1';
  // StrykerJS works in a copy of the tree, which has other folders beside it.
  process.env.MOFN_VECTORS ??= join(root, '../shared/vectors');
  const stryker = new Stryker({
    mutate: paths.length === 0 ? files : paths.filter((path) => roomsOf([path])[0] === name),
    testRunner: 'warm',
    vitest: { configFile: 'vitest.mutation.config.ts', related: false },
    plugins: ['@stryker-mutator/vitest-runner', join(root, 'scripts/mutation/warm-runner.mjs')],
    coverageAnalysis: 'perTest',
    // What is made when a module is loaded, as a table, would cost a run of all tests for each mutant.
    ignoreStatic: true,
    ignorePatterns: ['/dist/modules', '/reports', '/bench', '/release'],
    tempDirName: `.stryker/${name}`,
    reporters: ['json', 'html', 'progress-append-only'],
    jsonReporter: { fileName: join(reports, `${name}.json`) },
    htmlReporter: { fileName: join(reports, `${name}.html`) },
    incremental: true,
    incrementalFile: join(reports, `incremental-${name}${isQuick ? '-quick' : ''}.json`),
    timeoutMS: 10_000,
    dryRunTimeoutMinutes: 30,
    concurrency: availableParallelism(),
  });
  await stryker.runMutationTest();
}

/**
 * @param {string} name
 * @returns {boolean} whether it is as much as is asked for
 */
function tell(name) {
  const file = join(reports, `${name}.json`);
  if (!existsSync(file)) {
    console.error(`nothing is known of ${name}: npm run mutation -- ${name}`);
    return false;
  }
  const { files } = JSON.parse(readFileSync(file, 'utf8'));
  const scores = Object.entries(files).map(([path, { mutants }]) => ({ path, ...score(mutants) }));
  const whole = score(Object.values(files).flatMap(({ mutants }) => mutants));
  const { asked } = ROOMS[name];
  console.log(
    `${name}: ${describe(whole)}${asked ? `, asked for ${ASKED.room} %` : ', reported only'}`,
  );
  const low = scores.filter(({ tried, percent }) => tried > 0 && percent < ASKED.file);
  for (const one of low.toSorted((a, b) => a.percent - b.percent)) {
    console.log(`  ${one.path}: ${describe(one)}`);
  }
  if (isList) list(files);
  return !asked || (whole.percent >= ASKED.room && low.length === 0);
}

function score(mutants) {
  const count = (...states) => mutants.filter(({ status }) => states.includes(status)).length;
  const killed = count('Killed', 'Timeout');
  const tried = killed + count('Survived');
  return {
    killed,
    tried,
    uncovered: count('NoCoverage'),
    percent: tried === 0 ? 100 : (100 * killed) / tried,
  };
}

function describe({ killed, tried, uncovered, percent }) {
  return `${percent.toFixed(1)} % (${killed} of ${tried} killed, ${uncovered} that no test reaches)`;
}

function list(files) {
  for (const [path, { source, mutants }] of Object.entries(files)) {
    if (paths.length > 0 && !paths.includes(path)) continue;
    const lines = source.split('\n');
    for (const { status, location, mutatorName, replacement } of mutants) {
      if (status !== 'Survived') continue;
      const { line, column } = location.start;
      console.log(
        `${path}:${line}:${column} ${mutatorName}: ${lines[line - 1]?.trim()}  =>  ${replacement ?? ''}`,
      );
    }
  }
}
