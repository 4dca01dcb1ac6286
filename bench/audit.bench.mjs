// Reading an HSM's log from end to end, beside what grep needs to count its events.
//   npm run bench -- audit        logs of 50 MB
//   npm run bench -- audit 1GB    of that size, in the folder for temporary files
import { spawnSync } from 'node:child_process';
import {
  closeSync,
  mkdtempSync,
  openSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compareCommands } from './pairs.mjs';

const bin = join(dirname(fileURLToPath(import.meta.url)), '..', 'bin', 'mofn');
const megabytes = readSize(process.argv);

export const title = `mofn audit of a log of ${megabytes} MB, beside grep -c Opcode on the same file (medians, whole processes)`;

/** A large log takes half a minute each time. */
const PAIRS = megabytes > 200 ? 1 : 5;

export async function run() {
  const folder = mkdtempSync(join(tmpdir(), 'mofn-audit-'));
  try {
    return [
      ...measure('text', join(folder, 'stream.log'), writeText, folder),
      ...measure('JSON of aws logs', join(folder, 'events.json'), writeJson, folder),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function measure(what, path, write, folder) {
  write(path);
  const ours = [process.execPath, bin, 'audit', '--log', path];
  const { ratio, a } = compareCommands(ours, ['grep', '-c', 'Opcode', path], {
    pairs: PAIRS,
    // Where its output is /dev/null, grep stops at the first line.
    b: { stdio: ['ignore', 'pipe', 'pipe'] },
  });
  const speed = statSync(path).size / 1e6 / a;
  const peak = measurePeak(ours, folder);
  rmSync(path);
  return [
    { what: `${what}: time`, figure: `${ratio.toFixed(0)} × (${speed.toFixed(0)} MB/s)` },
    { what: `${what}: peak of memory`, figure: `${peak.toFixed(0)} MB` },
  ];
}

/** Megabytes that a process of Node's holds at most. */
function measurePeak([program, ...words], folder) {
  const teller = join(folder, 'tell-peak.cjs');
  writeFileSync(
    teller,
    "process.on('exit', () => process.stderr.write('peak ' + process.resourceUsage().maxRSS + ' KiB'));",
  );
  const { stderr } = spawnSync(program, ['--require', teller, ...words], { encoding: 'utf8' });
  return (Number(/peak (\d+) KiB/.exec(stderr)?.[1]) * 1024) / 1e6;
}

function writeText(path) {
  writePieces(path, (events) => events.map((lines) => `${lines}\n`).join(''));
}

/** As AWS CLI 2 prints `aws logs filter-log-events`. */
function writeJson(path) {
  const member = (message) => ({
    logStreamName: 'hsm-abcde123456',
    timestamp: 1516067379437,
    message,
    ingestionTime: 1516067379999,
    eventId: '3'.repeat(56),
  });
  const piece = (events) =>
    events.map((lines) => JSON.stringify(member(lines.trimEnd()), undefined, 4)).join(',\n');
  writePieces(path, piece, { before: '{"events": [\n', between: ',\n', after: '\n]}\n' });
}

function writePieces(path, format, { before = '', between = '', after = '' } = {}) {
  const file = openSync(path, 'w');
  let written = writeSync(file, before);
  for (let login = 0; written < megabytes * 1e6; login += 1) {
    written += writeSync(file, (login === 0 ? '' : between) + format(listEvents(login)));
  }
  writeSync(file, after);
  closeSync(file);
}

const KEYS = 20;

/** What a log mostly has: a user logs in, makes keys and logs out. */
function listEvents(login) {
  const user = 'User Name : crypto_user\nUser Type : CN_CRYPTO_USER (1)\n';
  const byUser = `MGMT_USER_DETAILS_LOG (2)\n${user}`;
  const keys = Array.from({ length: KEYS }, (_, key) => [
    'CN_GENERATE_KEY (0x17)',
    `MGMT_KEY_DETAILS_LOG (1)\nPriv/Secret Key Handle : ${262144 + key}\nPublic Key Handle : 0\n`,
  ]);
  const kinds = [['CN_LOGIN (0xd)', byUser], ...keys, ['CN_LOGOUT (0xe)', byUser]];
  return kinds.map(([opcode, rest], at) => {
    const sequence = login * kinds.length + at;
    return [
      `Time: ${formatTime(1516067379437708 + sequence * 12_345)}`,
      `Sequence No : 0x${sequence.toString(16)}`,
      'Reboot counter : 0x107',
      'Command Type(hex) : CN_MGMT_CMD (0x0)',
      `Opcode : ${opcode}`,
      `Session Handle : 0x${(0x7014006 + (login % 0xffff) * 0x1000).toString(16)}`,
      'Response : 0:HSM Return: SUCCESS',
      `Log type : ${rest}`,
    ].join('\n');
  });
}

function formatTime(microseconds) {
  const [year, month, day, clock] = new Date(Math.floor(microseconds / 1000))
    .toISOString()
    .split(/[-TZ]/);
  const last = String(microseconds % 1000).padStart(3, '0');
  return `${month}/${day}/${year.slice(-2)} ${clock}${last}, usecs:${microseconds}`;
}

function readSize(words) {
  const [, number, unit] = words.map((word) => /^(\d+)(MB|GB)$/.exec(word)).find(Boolean) ?? [];
  return number === undefined ? 50 : Number(number) * (unit === 'GB' ? 1000 : 1);
}
