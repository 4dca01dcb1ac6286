import type { ArgumentsOf } from '../../../command.ts';
import type { approvalStatus } from './definition.ts';

export type StatusArguments = ArgumentsOf<typeof approvalStatus>;
