/** The option of every command that works on a cluster. */
export const CLUSTER_OPTION = {
  hsm: { describe: "the cluster's folder; without it, what MOFN_HSM names" },
} as const;
