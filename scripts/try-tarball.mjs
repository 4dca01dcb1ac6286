// Uses the package as others do: packs it, unpacks it into the node_modules of a new folder, compiles
// test/package/consumer/program.ts against it and runs that. With a code fewer in its switch, it must not compile.
//   npm run lint:tarball                          with the project's own TypeScript
//   npm run lint:tarball -- --typescript 5.0.4    and with that one, which comes from the npm registry
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const consumer = join(root, 'test/package/consumer');
const { values } = parseArgs({
  options: { typescript: { type: 'string', multiple: true, default: [] } },
});

const folder = mkdtempSync(join(realpathSync(tmpdir()), 'mofn-tarball-'));
try {
  const { dependencies } = unpack();
  for (const other of [...Object.keys(dependencies), '@types/node']) link(other);
  writeProject();
  for (const version of values.typescript) compile(installTypeScript(version));
  const own = join(root, 'node_modules/typescript');
  compile(own);
  assert.match(compileWithoutACase(own), /program\.ts\(\d+,\d+\): error TS2366:/);
  const printed = execFileSync(process.execPath, ['program.js'], { cwd: folder, encoding: 'utf8' });
  assert.equal(printed, readFileSync(join(consumer, 'expected.txt'), 'utf8'));
  console.log('a program compiles against the package as it is packed, and does what it should');
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** @returns the manifest of what was packed */
function unpack() {
  const [{ filename }] = JSON.parse(
    execFileSync('npm', ['pack', '--json', '--pack-destination', folder], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    }),
  );
  execFileSync('tar', ['-xzf', filename], { cwd: folder });
  mkdirSync(join(folder, 'node_modules/@types'), { recursive: true });
  const manifest = JSON.parse(readFileSync(join(folder, 'package/package.json'), 'utf8'));
  renameSync(join(folder, 'package'), join(folder, 'node_modules', manifest.name));
  return manifest;
}

function link(name) {
  const place = join(folder, 'node_modules', name);
  // A name may have a scope, which is a folder.
  mkdirSync(dirname(place), { recursive: true });
  symlinkSync(join(root, 'node_modules', name), place);
}

function writeProject() {
  copyFileSync(join(consumer, 'program.ts'), join(folder, 'program.ts'));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }\n');
  const compilerOptions = {
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    target: 'es2022',
    module: 'nodenext',
    types: ['node'],
  };
  const config = { compilerOptions, files: ['program.ts'] };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
}

/** @returns its folder */
function installTypeScript(version) {
  const prefix = join(folder, `typescript-${version}`);
  const words = ['--no-save', '--no-audit', '--no-fund', '--silent', '--prefix', prefix];
  execFileSync('npm', ['install', ...words, `typescript@${version}`], { stdio: 'inherit' });
  return join(prefix, 'node_modules/typescript');
}

function compile(typescript) {
  const { version } = JSON.parse(readFileSync(join(typescript, 'package.json'), 'utf8'));
  const words = [join(typescript, 'bin/tsc'), '-p', folder];
  execFileSync(process.execPath, words, { stdio: 'inherit' });
  console.log(`compiled by TypeScript ${version}`);
}

/** @returns what the compiler says of the program once a code is forgotten in it */
function compileWithoutACase(typescript) {
  const program = join(folder, 'program.ts');
  const whole = readFileSync(program, 'utf8');
  const cut = whole.replace(/ *case 'not-in-roster':\n.*\n/, '');
  assert.notEqual(cut, whole);
  writeFileSync(program, cut);
  const words = [join(typescript, 'bin/tsc'), '--noEmit', '-p', folder];
  const { stdout } = spawnSync(process.execPath, words, { encoding: 'utf8' });
  writeFileSync(program, whole);
  return stdout;
}
