/**
 * The product as people have it before them: two classic consoles, two shells of cloudhsm-cli and single commands, over
 * one cluster. Signatures are by node:crypto.
 */
import { createHash, sign } from 'node:crypto';
import { CloudhsmCli } from '../../src/cloudhsm-cli/console.ts';
import { type Cluster, createMemoryCluster } from '../../src/hsm/cluster/cluster.ts';
import type { FlavourName } from '../../src/hsm/flavours.ts';
import type { NewUser } from '../../src/hsm/machine/create-state.ts';
import { type MemoryFiles, memoryFiles } from '../../src/node/memory-files.ts';
import { ClassicConsole } from './classic-console.ts';
import {
  type Actor,
  type Approvals,
  FIRST_PASSWORD,
  type ListedToken,
  type ListedUser,
  type Operation,
  type Role,
  type Service,
  WRONG_PASSWORD,
} from './operations.ts';
import { type Answer, answerIn, answerTo, SdkShell } from './sdk-shell.ts';
import { FACTOR_FILE, keyNamed } from './sign-files.ts';

const SERVICES: Readonly<Record<Service, number>> = { user: 3, quorum: 4 };
const ROLES: Readonly<Record<Role, string>> = { CO: 'admin', CU: 'crypto-user' };

export interface FirstUser {
  readonly name: string;
  readonly role: Role;
  readonly key?: string;
}

export class Consoles {
  readonly #cluster: Cluster;
  readonly #files: MemoryFiles = memoryFiles();
  readonly #classic: Map<string, ClassicConsole> = new Map();
  readonly #shells: Map<string, SdkShell> = new Map();
  /** Of every token file that was written, its service and the records in it. */
  readonly #tokens: { readonly service: Service; readonly records: Uint8Array }[] = [];
  /** Seconds. */
  now = 0;

  constructor(
    flavour: FlavourName,
    users: readonly FirstUser[],
    m: Readonly<Record<Service, number>>,
  ) {
    const plan = {
      adminPassword: FIRST_PASSWORD,
      flavour,
      users: users.map(({ name, role, key }): NewUser => {
        const publicKey = key === undefined ? {} : { publicKey: keyNamed(key).spki };
        return { type: role, name, password: FIRST_PASSWORD, ...publicKey };
      }),
      mValues: { userManagement: m.user, miscCo: m.quorum },
    };
    const start = Date.UTC(2026, 0, 1);
    this.#cluster = createMemoryCluster(plan, { now: () => start + this.now * 1000 });
  }

  /** @returns whether the console says that it went through */
  async act(actor: Actor, operation: Operation, password: string): Promise<boolean> {
    const done =
      actor.client === 'classic'
        ? await this.#actClassic(actor.at, operation)
        : await this.#actNewer(actor, operation, password);
    if (done && operation.do === 'get-token') this.#keepToken(operation.service);
    return done;
  }

  async close(): Promise<void> {
    for (const console of this.#classic.values()) await console.close();
    for (const shell of this.#shells.values()) await shell.close();
  }

  /** Users as `user list` has them; of both HSMs, or it says so. */
  async listNewer(): Promise<readonly (Omit<ListedUser, 'failures'> & { isLocked: boolean })[]> {
    const { data } = await this.#single('user list');
    // biome-ignore lint/suspicious/noExplicitAny: as the command has it
    const users = data.users.filter(({ role }: any) => ['admin', 'crypto-user'].includes(role));
    // biome-ignore lint/suspicious/noExplicitAny: as the command has it
    return users.map((user: any) => {
      if (user['cluster-coverage'] !== 'full') throw new Error(`${user.username} is not on all`);
      const role = user.role === 'admin' ? 'CO' : 'CU';
      const { username: name, locked, quorum, mfa } = user;
      const has = { hasKey: quorum.length > 0, hasFactor: mfa.length > 0 };
      return { name, role, ...has, isLocked: locked === 'true' };
    });
  }

  /** Users as `listUsers` has them, of each server. */
  async listClassic(): Promise<readonly (readonly ListedUser[])[]> {
    const { printed } = await this.#console('observer').execute('listUsers');
    return printed
      .split('Users on server ')
      .slice(1)
      .map((block) =>
        [...block.matchAll(/^ +\d+ +(\w+) +(\w+) +(YES|NO) +(\d+) +(YES|NO)$/gm)].flatMap(
          ([, type = '', name = '', hasKey, failures, hasFactor]) => {
            if (type === 'AU') return [];
            const role = type === 'CU' ? 'CU' : 'CO';
            const has = { hasKey: hasKey === 'YES', hasFactor: hasFactor === 'YES' };
            return [{ name, role, ...has, failures: Number(failures) }];
          },
        ),
      );
  }

  async readM(): Promise<readonly Readonly<Record<Service, number>>[]> {
    const newer = (await this.#single('quorum token-sign list-quorum-values')).data;
    const found: Record<Service, number>[] = [newer];
    for (const service of ['user', 'quorum'] as const) {
      const line = `getMValue ${SERVICES[service]}`;
      const { printed } = await this.#console('observer').execute(line);
      for (const [index, [, m]] of [...printed.matchAll(/\[(\d+)\]/g)].entries()) {
        found[index + 1] = {
          ...(found[index + 1] ?? { user: 0, quorum: 0 }),
          [service]: Number(m),
        };
      }
    }
    return found;
  }

  /** Tokens as `quorum token-sign list` has them. */
  async listTokens(): Promise<readonly Omit<ListedToken, 'approvers'>[]> {
    const { data } = await this.#single('quorum token-sign list');
    // biome-ignore lint/suspicious/noExplicitAny: as the command has it
    return data.tokens.map((token: any) => ({
      user: token.username,
      service: token.service,
      required: token['approvals-required'],
      approvals: token['number-of-approvals'],
      seconds: token['token-timeout-seconds'],
    }));
  }

  /** Tokens as `listTokens` has them, of each server, where an officer is logged in. */
  async listTokensAt(at: string): Promise<readonly (readonly ListedToken[])[]> {
    const { printed } = await this.#console(at).execute('listTokens');
    return printed
      .split(/^ {4}Server \d/m)
      .slice(1)
      .map((server) =>
        server
          .split(/^-+ Token - \d+ -+$/m)
          .slice(1)
          .map((block) => {
            const field = (name: string): string =>
              new RegExp(`^${name}\\s*[:=]\\s*(.*?)\\s*$`, 'm').exec(block)?.[1] ?? '';
            return {
              user: field('User'),
              service: field('Service') === '3' ? 'user' : 'quorum',
              required: Number(field('Required num of approvers')),
              approvers: [...block.matchAll(/^Approver-\d+: (\w+)$/gm)].map(
                ([, name = '']) => name,
              ),
              seconds: Number.parseInt(field('Token Validity'), 10),
            };
          }),
      );
  }

  #keepToken(service: Service): void {
    const bytes = this.#files.read(`token${this.#tokens.length}`) ?? new Uint8Array();
    const records = bytes.includes(0)
      ? bytes
      : Buffer.from(JSON.parse(Buffer.from(bytes).toString()).approval_data, 'base64');
    this.#tokens.push({ service, records });
  }

  #console(at: string): ClassicConsole {
    const there = this.#classic.get(at) ?? new ClassicConsole(this.#cluster, this.#files);
    this.#classic.set(at, there);
    return there;
  }

  async #actClassic(at: string, operation: Operation): Promise<boolean> {
    const console = this.#console(at);
    const user = console.user;
    console.signer = signerOf(operation);
    const line = this.#classicLine(operation, user);
    const { isDone } = await console.execute(line);
    if (isDone && operation.do === 'log-in') console.user = operation.name;
    if (isDone && operation.do === 'log-out') console.user = 'nobody';
    return isDone;
  }

  #classicLine(operation: Operation, user: string): string {
    switch (operation.do) {
      case 'log-in':
        return `loginHSM ${operation.role} ${operation.name} ${operation.password}${operation.factor === undefined ? '' : ` -2fa ${FACTOR_FILE}`}`;
      case 'log-out':
        return 'logoutHSM';
      case 'create':
        return `createUser ${operation.role} ${operation.name} ${FIRST_PASSWORD}`;
      case 'delete':
        return `deleteUser ${operation.role} ${operation.name}`;
      case 'set-password':
        return `changePswd ${operation.role} ${operation.name} ${operation.password}`;
      case 'set-factor':
        return `changePswd ${operation.role} ${operation.name} ${operation.password} -2fa ${FACTOR_FILE}`;
      case 'register': {
        const { privateKey, publicPem } = keyNamed(operation.key);
        this.#files.write('challenge', 'something to sign');
        this.#files.write(
          'challenge.sig',
          sign('sha256', Buffer.from('something to sign'), privateKey),
        );
        this.#files.write('key.pub', publicPem);
        return `registerQuorumPubKey CO ${user} challenge challenge.sig key.pub`;
      }
      case 'set-m':
        return `setMValue ${SERVICES[operation.service]} ${operation.m}`;
      case 'get-token':
        return `getToken ${SERVICES[operation.service]} ${user} token${this.#tokens.length}`;
      case 'approve':
        this.#writeClassicApprovals(operation.approvals);
        return 'approveToken approval';
      case 'delete-tokens':
        return 'delToken -f 4';
    }
  }

  #writeClassicApprovals({ file, list }: Approvals): void {
    this.#files.write('records', this.#recordsOf(file));
    const lines = list.map(({ name, by, over }, index) => {
      this.#files.write(`sig${index}`, this.#sign(over, by));
      return `Approver Type = 2;\nApprover Name = ${name};\nApproval File = sig${index};\n`;
    });
    const head = `Multi Token File Path = records;\nToken File Path = ;\nNumber of Approvals = ${list.length};\n`;
    this.#files.write('approval', head + lines.join(''));
  }

  #recordsOf(file: number): Uint8Array {
    return this.#tokens[file]?.records ?? new Uint8Array(160);
  }

  #sign(over: number, by: string): Buffer {
    return sign('sha256', this.#recordsOf(over), keyNamed(by).privateKey);
  }

  async #actNewer(
    actor: Exclude<Actor, { readonly client: 'classic' }>,
    operation: Operation,
    password: string,
  ): Promise<boolean> {
    const line = this.#newerLine(operation);
    if (actor.client !== 'single') {
      const there = this.#shells.get(actor.at) ?? new SdkShell(this.#cluster, this.#files);
      this.#shells.set(actor.at, there);
      there.signer = signerOf(operation);
      return (await there.execute(line)).error_code === 0;
    }
    const pin = `${actor.user}:${actor.isRight ? password : WRONG_PASSWORD}`;
    // The role of the log-in is the user's own; whoever is there knows it.
    const role = this.#cluster.hsms[0]
      ?.inspect()
      .state.hsm.users.find(({ name }) => name === actor.user)?.type;
    const credentials = { role: role === 'CU' ? 'crypto-user' : 'admin', pin };
    const answer = await this.#single(line, credentials, signerOf(operation));
    return answer.error_code === 0;
  }

  #newerLine(operation: Operation): string {
    switch (operation.do) {
      case 'log-in':
        return `login --username ${operation.name} --role ${ROLES[operation.role]} --password ${operation.password}${operation.factor === undefined ? '' : ` mfa-token-sign --token ${FACTOR_FILE}`}`;
      case 'log-out':
        return 'logout';
      case 'create':
        return `user create --username ${operation.name} --role ${ROLES[operation.role]} --password ${FIRST_PASSWORD}${this.#approval(operation)}`;
      case 'delete':
        return `user delete --username ${operation.name} --role ${ROLES[operation.role]}${this.#approval(operation)}`;
      case 'set-password':
        return `user change-password --username ${operation.name} --role ${ROLES[operation.role]} --password ${operation.password}${this.#approval(operation)}`;
      case 'set-factor':
        return `user change-mfa token-sign --username ${operation.name} --role ${ROLES[operation.role]} --change-password ${operation.password} --token ${FACTOR_FILE}${operation.changesQuorum ? ' --change-quorum' : ''}${this.#approval(operation)}`;
      case 'register': {
        const { privateKey, publicPem } = keyNamed(operation.key);
        const data = Buffer.from('something else to sign');
        const entry = {
          approval_data: data.toString('base64'),
          unsigned: createHash('sha256').update(data).digest('base64'),
          signed: sign('sha256', data, privateKey).toString('base64'),
        };
        this.#files.write('reg', JSON.stringify({ version: '2.0', tokens: [entry] }));
        this.#files.write('key.pub', publicPem);
        return 'user change-quorum token-sign register --public-key key.pub --signed-token reg';
      }
      case 'set-m':
        return `quorum token-sign set-quorum-value --service ${operation.service} --value ${operation.m}${this.#approval(operation)}`;
      case 'get-token':
        return `quorum token-sign generate --service ${operation.service} --token token${this.#tokens.length}`;
      case 'approve':
        throw new Error('the newer client has no such command');
      case 'delete-tokens':
        return `quorum token-sign delete --scope ${operation.scope === 'own' ? 'user' : 'all'}`;
    }
  }

  #approval({ approvals }: { readonly approvals?: Approvals }): string {
    if (approvals === undefined) return '';
    const records = this.#recordsOf(approvals.file);
    const document = {
      version: '2.0',
      service: this.#tokens[approvals.file]?.service ?? 'user',
      approval_data: Buffer.from(records).toString('base64'),
      token: createHash('sha256').update(records).digest('base64'),
      signatures: approvals.list.map(({ name, by, over }) => {
        return {
          username: name,
          role: 'admin',
          signature: this.#sign(over, by).toString('base64'),
        };
      }),
    };
    this.#files.write('approved', JSON.stringify(document));
    return ' --approval approved';
  }

  async #single(
    line: string,
    credentials?: { readonly role: string; readonly pin: string },
    signer = '',
  ): Promise<Answer> {
    let printed = '';
    const files = this.#files;
    const cli = new CloudhsmCli({
      cluster: this.#cluster,
      input: (async function* () {
        for (;;) {
          const answer = answerTo(printed, files, signer);
          if (answer === undefined) return;
          yield answer;
        }
      })(),
      output: { write: (text) => (printed += text) },
      errors: { write: (text) => (printed += text) },
      files,
      ...(credentials === undefined ? {} : { credentials }),
    });
    await cli.runCommand(line.split(' '));
    return answerIn(printed);
  }
}

/** The key of the second factor that an operation needs. */
function signerOf(operation: Operation): string {
  if (operation.do === 'set-factor') return operation.key;
  return operation.do === 'log-in' ? (operation.factor ?? '') : '';
}
