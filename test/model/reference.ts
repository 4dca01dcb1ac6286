/**
 * What a cluster has to answer, in a few lines: written by the rules of design.md, "Rules of the quorum", and of the
 * two user guides, and by nothing of the product.
 */
import {
  type Actor,
  type Approvals,
  type Client,
  FIRST_PASSWORD,
  type ListedToken,
  type ListedUser,
  type Operation,
  type Role,
  type Service,
  WRONG_PASSWORD,
} from './operations.ts';

/** Wrong passwords that are forgiven. */
const FORGIVEN = 5;
/** Seconds that a token lasts. */
const LASTS = 600;
/** The greatest M that the newer client sets. */
const NEWER_MAXIMUM = 8;

/** A key that is registered anew is another, even for the same user. */
interface Key {
  readonly name: string;
  readonly serial: number;
}

interface User {
  role: Role;
  password: string;
  failures: number;
  /** With which approvals are signed. */
  key: Key | undefined;
  /** With which log-ins are signed. */
  factor: Key | undefined;
}

interface Session {
  readonly serial: number;
  readonly user: string;
  readonly client: Client;
}

interface Token {
  readonly owner: string;
  readonly service: Service;
  readonly client: Client;
  readonly session: number;
  readonly file: number;
  readonly made: number;
  readonly approvals: readonly { readonly name: string; readonly key: number }[];
}

/** How the classic client's edition differs in what matters here. */
export interface Edition {
  readonly greatestM: number;
  readonly tokensGoWithLogIn: boolean;
}

export class Reference {
  readonly users: Map<string, User> = new Map();
  readonly m: Record<Service, number> = { user: 1, quorum: 1 };
  /** Seconds. */
  now = 0;
  tokens: readonly Token[] = [];
  /** How many token files were written. */
  files = 0;
  readonly #edition: Edition;
  readonly #sessions: Map<string, Session> = new Map();
  #serial = 0;

  constructor(edition: Edition) {
    this.#edition = edition;
  }

  /** Somebody who is there from the beginning. */
  add(name: string, role: Role, key?: string): void {
    const held = key === undefined ? undefined : { name: key, serial: ++this.#serial };
    this.users.set(name, {
      role,
      password: FIRST_PASSWORD,
      failures: 0,
      key: held,
      factor: undefined,
    });
  }

  /** Who is logged in there. */
  userAt(at: string): string | undefined {
    return this.#sessions.get(at)?.user;
  }

  /** @returns whether it goes through; then it has happened */
  act(actor: Actor, operation: Operation): boolean {
    if (actor.client !== 'single') return this.#do(actor.at, actor.client, operation);
    const { user: name, isRight } = actor;
    const user = this.users.get(name);
    const password = isRight ? (user?.password ?? FIRST_PASSWORD) : WRONG_PASSWORD;
    const role = user?.role ?? 'CO';
    if (!this.#logIn('single', 'single', name, role, password)) return false;
    const goesThrough = this.#do('single', 'single', operation);
    this.#end('single');
    return goesThrough;
  }

  listUsers(): readonly ListedUser[] {
    return [...this.users].map(([name, { role, key, factor, failures }]) => {
      return { name, role, hasKey: key !== undefined, hasFactor: factor !== undefined, failures };
    });
  }

  listTokens(): readonly ListedToken[] {
    return this.tokens.map((token) => ({
      user: token.owner,
      service: token.service,
      required: this.m[token.service],
      approvers: this.#counting(token).map(({ name }) => name),
      seconds: this.#secondsLeft(token),
    }));
  }

  #do(at: string, client: Client, operation: Operation): boolean {
    if (operation.do === 'log-in') {
      const { name, role, password, factor } = operation;
      return this.#logIn(at, client, name, role, password, factor);
    }
    const session = this.#sessions.get(at);
    if (session === undefined) return false;
    if (operation.do === 'log-out') {
      this.#end(at);
      return true;
    }
    if (operation.do === 'set-password') return this.#setPassword(session, operation);
    if (operation.do === 'set-factor') return this.#setFactor(session, operation);
    if (operation.do === 'register') return this.#register(session, operation.key);
    if (this.users.get(session.user)?.role !== 'CO') return false;
    switch (operation.do) {
      case 'create': {
        const { name, role } = operation;
        if (this.users.has(name) || !this.#pass(session, 'user', operation.approvals)) return false;
        this.add(name, role);
        return true;
      }
      case 'delete': {
        const { name, role } = operation;
        if (this.users.get(name)?.role !== role || this.#isLoggedIn(name)) return false;
        if (!this.#pass(session, 'user', operation.approvals)) return false;
        this.users.delete(name);
        this.tokens = this.tokens.filter(({ owner }) => owner !== name);
        return true;
      }
      case 'set-m':
        return this.#setM(session, operation.service, operation.m, operation.approvals);
      case 'get-token':
        return this.#getToken(session, operation.service);
      case 'approve': {
        const approved = this.#approve(session, operation.approvals);
        if (approved === undefined) return false;
        this.tokens = this.tokens.map((token) => (token.file === approved.file ? approved : token));
        return true;
      }
      case 'delete-tokens': {
        const isOwn = operation.scope === 'own';
        this.tokens = this.tokens.filter(({ owner }) => isOwn && owner !== session.user);
        return true;
      }
    }
  }

  #logIn(
    at: string,
    client: Client,
    name: string,
    role: Role,
    password: string,
    factor?: string,
  ): boolean {
    const user = this.users.get(name);
    if (user === undefined || user.role !== role || user.failures > FORGIVEN) return false;
    const isRight = user.password === password;
    if (isRight && user.factor !== undefined && factor === undefined) return false;
    if (!isRight || (user.factor !== undefined && user.factor.name !== factor)) {
      user.failures++;
      return false;
    }
    user.failures = 0;
    this.#end(at);
    this.#sessions.set(at, { serial: ++this.#serial, user: name, client });
    return true;
  }

  #end(at: string): void {
    const session = this.#sessions.get(at);
    this.#sessions.delete(at);
    if (session === undefined || !this.#takesTokens(session.client)) return;
    this.tokens = this.tokens.filter((token) => token.session !== session.serial);
  }

  #takesTokens(client: Client): boolean {
    return client === 'shell' || (client === 'classic' && this.#edition.tokensGoWithLogIn);
  }

  #isLoggedIn(name: string): boolean {
    return [...this.#sessions.values()].some(({ user }) => user === name);
  }

  #setPassword(
    session: Session,
    { name, role, password, approvals }: Extract<Operation, { readonly do: 'set-password' }>,
  ): boolean {
    const user = this.users.get(name);
    if (user?.role !== role || !this.#mayChange(session, name, approvals)) return false;
    user.password = password;
    user.failures = 0;
    if (user.factor === undefined || session.client !== 'classic') return true;
    // The classic client gives it anew with every password, or takes it away.
    user.factor = undefined;
    user.key = undefined;
    return true;
  }

  #setFactor(
    session: Session,
    operation: Extract<Operation, { readonly do: 'set-factor' }>,
  ): boolean {
    const { name, role, password, key, changesQuorum, approvals } = operation;
    const user = this.users.get(name);
    const isClassic = session.client === 'classic';
    if (user?.role !== role || (isClassic && role !== 'CO')) return false;
    if (!this.#isFree(key, user) || !this.#mayChange(session, name, approvals)) return false;
    user.factor = this.#hold(key, user);
    if (isClassic || changesQuorum) user.key = user.factor;
    user.password = password;
    user.failures = 0;
    return true;
  }

  /** One's own secrets without a quorum, another's as an officer while nobody is logged in with them. */
  #mayChange(session: Session, name: string, approvals: Approvals | undefined): boolean {
    if (name === session.user) return true;
    if (this.users.get(session.user)?.role !== 'CO' || this.#isLoggedIn(name)) return false;
    return this.#pass(session, 'user', approvals);
  }

  #register(session: Session, key: string): boolean {
    const user = this.users.get(session.user);
    if (user === undefined || (session.client === 'classic' && user.role !== 'CO')) return false;
    if (!this.#isFree(key, user)) return false;
    user.key = this.#hold(key, user);
    return true;
  }

  /** Whether nobody else has a key. */
  #isFree(name: string, holder: User): boolean {
    const others = [...this.users.values()].filter((one) => one !== holder);
    return !others.some(({ key, factor }) => key?.name === name || factor?.name === name);
  }

  #hold(name: string, { key, factor }: User): Key {
    return [key, factor].find((one) => one?.name === name) ?? { name, serial: ++this.#serial };
  }

  #setM(session: Session, service: Service, m: number, approvals: Approvals | undefined): boolean {
    const { greatestM } = this.#edition;
    const greatest = session.client === 'classic' ? greatestM : Math.min(NEWER_MAXIMUM, greatestM);
    const officers = [...this.users.values()].filter(({ role }) => role === 'CO').length;
    if (m < 2 || m > greatest || m > officers) return false;
    if (this.m[service] > 1) {
      if (this.m.quorum <= 1) return false;
      const required = Math.max(this.m.quorum, this.m[service]);
      if (!this.#spend(session, 'quorum', required, approvals)) return false;
    }
    this.m[service] = m;
    return true;
  }

  #getToken(session: Session, service: Service): boolean {
    if (this.m[service] <= 1) return false;
    const old = this.#tokenOf(session.user, service);
    if (old !== undefined && session.client !== 'classic' && this.#secondsLeft(old) > 0) {
      return false;
    }
    const { user: owner, client, serial } = session;
    const token = { owner, service, client, session: serial, file: this.files++, made: this.now };
    this.tokens = [...this.tokens.filter((one) => one !== old), { ...token, approvals: [] }];
    return true;
  }

  #tokenOf(owner: string, service: Service): Token | undefined {
    return this.tokens.find((token) => token.owner === owner && token.service === service);
  }

  #secondsLeft({ made }: Token): number {
    return Math.min(LASTS, Math.max(0, made + LASTS - this.now));
  }

  #isUsable(token: Token, { client, serial }: Session): boolean {
    if (token.client !== client) return false;
    if (client === 'classic') return true;
    return this.#secondsLeft(token) > 0 && (client === 'single' || token.session === serial);
  }

  /** Approvals that count now: of officers who still have the key that signed. */
  #counting({ approvals }: Token): Token['approvals'] {
    return approvals.filter(({ name, key }) => {
      const user = this.users.get(name);
      return user?.role === 'CO' && user.key?.serial === key;
    });
  }

  /** The token with approvals added, if every single one is right. */
  #approve(session: Session, { file, list }: Approvals): Token | undefined {
    const token = this.tokens.find((one) => one.file === file && one.owner === session.user);
    if (token === undefined || !this.#isUsable(token, session)) return undefined;
    const added = new Map<string, number>();
    for (const { name, by, over } of list) {
      const user = this.users.get(name);
      if (user?.role !== 'CO' || user.key?.name !== by || over !== file) return undefined;
      if (added.has(name)) return undefined;
      added.set(name, user.key.serial);
    }
    const held = this.#counting(token).filter(({ name, key }) => added.get(name) !== key);
    return { ...token, approvals: [...held, ...[...added].map(([name, key]) => ({ name, key }))] };
  }

  #pass(session: Session, service: Service, approvals: Approvals | undefined): boolean {
    const required = this.m[service];
    return required <= 1 || this.#spend(session, service, required, approvals);
  }

  #spend(
    session: Session,
    service: Service,
    required: number,
    approvals: Approvals | undefined,
  ): boolean {
    const token = this.#chooseToken(session, service, approvals);
    if (token === undefined || token.service !== service) return false;
    if (this.#counting(token).length < required) return false;
    this.tokens = this.tokens.filter(({ file }) => file !== token.file);
    return true;
  }

  /** The classic client has its token approved before; the newer one hands approvals in with the operation. */
  #chooseToken(
    session: Session,
    service: Service,
    approvals: Approvals | undefined,
  ): Token | undefined {
    if (session.client !== 'classic') {
      if (approvals === undefined || approvals.list.length === 0) return undefined;
      return this.#approve(session, approvals);
    }
    const token = this.#tokenOf(session.user, service);
    return token !== undefined && this.#isUsable(token, session) ? token : undefined;
  }
}
