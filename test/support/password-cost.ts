/**
 * What stands in for `src/hsm/machine/password-cost.ts` where tests make clusters in their own process
 * (vitest.config.ts): the least that a state may have. The installed program, which tests start, has its own.
 */
export const PASSWORD_COST = 1024;
