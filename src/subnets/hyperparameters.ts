/** How a hyperparameter's number is to be read. */
export type HyperparameterUnit =
  | "blocks"
  | "epochs"
  | "share16"
  | "share64"
  | "rao"
  | "switch"
  | "number"
  | "thousandths";

export interface HyperparameterMeaning {
  readonly unit: HyperparameterUnit;
  /** What it does, in one sentence for a miner. */
  readonly text: string;
}

const meaning = (unit: HyperparameterUnit, text: string): HyperparameterMeaning => ({ unit, text });

/** What the chain's hyperparameters do, by the chain's own names (chain facts 3.3, 3.4 and 4.1). */
export const HYPERPARAMETERS: Readonly<Record<string, HyperparameterMeaning>> = {
  rho: meaning("number", "How steeply trust turns into consensus. Kept from older rules."),
  kappa: meaning("share16", "The share of stake that must agree before a weight counts as consensus."),
  immunity_period: meaning("blocks", "A new neuron cannot be replaced for this long after its registration."),
  min_allowed_weights: meaning("number", "A validator must give weights to at least so many neurons."),
  max_weights_limit: meaning("share16", "No single weight of a validator may be a larger share than this."),
  max_weight_limit: meaning("share16", "No single weight of a validator may be a larger share than this."),
  tempo: meaning("blocks", "The length of an epoch: emission is shared out once in so many blocks."),
  min_difficulty: meaning("number", "The least difficulty of registration by work. Registration is by burn now."),
  max_difficulty: meaning("number", "The greatest difficulty of registration by work. Registration is by burn now."),
  difficulty: meaning("number", "The difficulty of registration by work. Registration is by burn now."),
  weights_version: meaning("number", "Weights from validators with an older version key are refused."),
  weights_rate_limit: meaning("blocks", "A validator must wait this long between two settings of weights."),
  adjustment_interval: meaning("blocks", "How often the older rules adjusted the registration price. No longer used."),
  adjustment_alpha: meaning("share64", "How slowly the older rules adjusted the registration price. No longer used."),
  activity_cutoff: meaning("blocks", "A validator that has not set weights for this long counts as inactive."),
  activity_cutoff_factor: meaning("thousandths", "The activity cutoff as a multiple of the tempo."),
  registration_allowed: meaning("switch", "Whether new neurons can register."),
  target_regs_per_interval: meaning("number", "Registrations the older price rules aimed at. No longer used."),
  min_burn: meaning("rao", "The registration price never falls below this."),
  max_burn: meaning("rao", "The registration price never rises above this."),
  burn_half_life: meaning("blocks", "Without registrations the price halves in this time; 0 means that it stays."),
  burn_increase_mult: meaning("number", "Each registration multiplies the price by this."),
  bonds_moving_avg: meaning("number", "How slowly a validator's bonds follow its weights, in millionths."),
  max_regs_per_block: meaning(
    "number",
    "Most registrations in one block. Counted but not enforced on ordinary subnets.",
  ),
  serving_rate_limit: meaning("blocks", "A miner must wait this long between two publishings of its axon."),
  max_validators: meaning("number", "So many neurons at most hold a validator permit."),
  commit_reveal_period: meaning("epochs", "Weights stay hidden for this long after they were committed."),
  commit_reveal_weights_interval: meaning("epochs", "Weights stay hidden for this long after they were committed."),
  commit_reveal_weights_enabled: meaning("switch", "Whether validators commit weights first and reveal them later."),
  alpha_high: meaning("share16", "The fastest pace of bonds where liquid alpha is on."),
  alpha_low: meaning("share16", "The slowest pace of bonds where liquid alpha is on."),
  liquid_alpha_enabled: meaning("switch", "Whether the pace of bonds depends on how well a validator agrees."),
  alpha_sigmoid_steepness: meaning("number", "How sharply that pace changes with agreement."),
  yuma_version: meaning("number", "The version of the consensus that turns weights into emission."),
  subnet_is_active: meaning("switch", "Whether the subnet's token is traded and emission runs."),
  transfers_enabled: meaning("switch", "Whether stake on the subnet can be handed to another coldkey."),
  bonds_reset_enabled: meaning("switch", "Whether a neuron's bonds are cleared when it commits new metadata."),
  user_liquidity_enabled: meaning("switch", "Whether people may provide liquidity themselves. Off everywhere now."),
  owner_cut_enabled: meaning("switch", "Whether the subnet's owner gets a part of the emission."),
  owner_cut_auto_lock_enabled: meaning("switch", "Whether the owner's part is locked by itself."),
  min_childkey_take: meaning("share16", "The least share a child hotkey keeps of what its parents' stake earns."),
};

/** What a hyperparameter does; a plain number for those that newer runtimes add. */
export const meaningOf = (name: string): HyperparameterMeaning =>
  HYPERPARAMETERS[name] ?? meaning("number", "Added by a newer runtime; Tausmith has no explanation for it yet.");
