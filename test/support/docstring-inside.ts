/** What the examples of docstrings of the inside take for given. They are compiled and not run. */
import type { CommandDefinition } from '../../src/cli/command.ts';
import type { Context, World } from '../../src/cli/context.ts';
import type { Program } from '../../src/cli/main.ts';
import type { HeldFolder } from '../../src/files/held-folder.ts';
import type { WaitMore } from '../../src/files/lock-file.ts';
import type { AuditEvent } from '../../src/hsm/audit-record.ts';
import type { HsmEnvironment } from '../../src/hsm/machine/environment.ts';
import type { RsaPublicKey } from '../../src/hsm/machine/rsa-public-key.ts';
import type { HsmState } from '../../src/hsm/machine/state.ts';
import type { DocumentKind } from '../../src/hsm/store/document.ts';
import type { Store } from '../../src/hsm/store/store.ts';

export declare const context: Context;
export declare const world: World;
export declare const definition: CommandDefinition;
export declare const folder: HeldFolder;
export declare const waitMore: WaitMore;
export declare const program: Program;
export declare const events: readonly AuditEvent[];
export declare const before: HsmState;
export declare const state: HsmState & { readonly next: { readonly user: number } };
export declare const environment: HsmEnvironment;
export declare const rsaKey: RsaPublicKey;
export declare const kind: DocumentKind<HsmState>;
export declare const store: Store<{ readonly next: number }>;
export declare const bytes: Uint8Array;
export declare const blob: Uint8Array;
