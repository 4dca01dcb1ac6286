// Follows the how-tos of docs/contributing.md in a copy of the tree, to the letter, and checks that the
// copy still builds, lints and passes: so none of them is ever out of date.
//   node scripts/follow-how-tos.mjs            all of them, one after the other in one copy
//   node scripts/follow-how-tos.mjs 'A lint rule'
//
// In the page, what is to be done stands in fenced blocks whose first line says where:
//   ```ts file=src/x.ts                 the whole of a new file
//   ```ts in=src/x.ts after="text"      lines to put behind the first line that holds the text
//   ```ts in=src/x.ts replace="text"    lines to put in the place of that line
//   ```sh check                         commands that must succeed in the copy once all is built
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Tests of pages that no how-to touches. */
const UNCONCERNED = ['library-page', 'docstring-examples'].flatMap((name) => [
  '--exclude',
  `test/docs/${name}.test.ts`,
]);

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const wanted = process.argv[2];
const howTos = readHowTos().filter(({ title }) => wanted === undefined || title === wanted);
if (howTos.length === 0) throw new Error(`docs/contributing.md has no how-to "${wanted}"`);

const copy = mkdtempSync(join(tmpdir(), 'mofn-how-tos-'));
try {
  copyTree();
  for (const howTo of howTos) follow(howTo);
  // Writes as `npm run format` does, and fails as `npm run lint` does.
  run('npx', ['biome', 'check', '--write', '.']);
  run('npx', ['tsc', '--noEmit']);
  run('npm', ['run', '--silent', 'lint:imports']);
  run('npm', ['run', '--silent', 'lint:dead']);
  run('npm', ['run', '--silent', 'build']);
  // No run of the tests need build it again.
  process.env['MOFN_BUILT'] = '1';
  // What is made from the tables is made again, as the page says, and all else of the pages is tried.
  run('npm', ['run', '--silent', 'docs', '--', '--reporter=dot', ...UNCONCERNED]);
  for (const { title, checks } of howTos) {
    for (const check of checks) run('bash', ['-euc', check], title);
  }
  run('npx', ['vitest', 'run', '--reporter=dot', 'test/words', 'test/parser/lint.test.ts']);
  process.stdout.write(`followed: ${howTos.map(({ title }) => title).join(', ')}\n`);
} finally {
  rmSync(copy, { recursive: true, force: true });
}

function readHowTos() {
  const page = readFileSync(join(root, 'docs/contributing.md'), 'utf8');
  const chapter = /^## How to add\n([\s\S]*?)(?=^## )/m.exec(page)?.[1] ?? '';
  return chapter
    .split(/^### /m)
    .slice(1)
    .map((section) => {
      const blocks = [...section.matchAll(/^```\w+ (.+)\n([\s\S]*?)^```$/gm)];
      const steps = blocks.filter(([, where]) => where !== 'check');
      const checks = blocks.filter(([, where]) => where === 'check').map(([, , text]) => text);
      return { title: section.split('\n', 1)[0], steps, checks };
    });
}

function copyTree() {
  const files = execFileSync(
    'git',
    ['ls-files', '-z', '--cached', '--others', '--exclude-standard'],
    {
      cwd: root,
      encoding: 'utf8',
    },
  );
  for (const file of files
    .split('\0')
    .filter((name) => name !== '' && existsSync(join(root, name)))) {
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    cpSync(join(root, file), join(copy, file), { verbatimSymlinks: true });
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  // biome and npm look for the tree that git tracks.
  execFileSync('git', ['init', '--quiet'], { cwd: copy });
}

function follow({ title, steps }) {
  for (const [, where, text] of steps) {
    const { file, after, replace } = readWhere(where);
    const path = join(copy, file);
    if (after === undefined && replace === undefined) {
      if (existsSync(path)) throw new Error(`${title}: ${file} is there already`);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
      continue;
    }
    const lines = readFileSync(path, 'utf8').split('\n');
    const at = lines.findIndex((line) => line.includes(after ?? replace));
    if (at === -1) throw new Error(`${title}: ${file} has no line with "${after ?? replace}"`);
    lines.splice(after === undefined ? at : at + 1, after === undefined ? 1 : 0, text.trimEnd());
    writeFileSync(path, lines.join('\n'));
  }
}

function readWhere(where) {
  const whole = /^file=(\S+)$/.exec(where);
  if (whole) return { file: whole[1] };
  const part = /^in=(\S+) (after|replace)="(.+)"$/.exec(where);
  if (part) return { file: part[1], [part[2]]: part[3] };
  throw new Error(`docs/contributing.md: no place "${where}"`);
}

function run(program, words, title = '') {
  try {
    execFileSync(program, words, {
      cwd: copy,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  } catch (error) {
    process.stderr.write(
      `${title}\n${program} ${words.join(' ')}\n${error.stdout}${error.stderr}\n`,
    );
    throw new Error(`a how-to does not hold: ${program} ${words.join(' ')}`);
  }
}
