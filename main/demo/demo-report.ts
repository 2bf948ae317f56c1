/** What `npm run demo -- --json` prints: the main job in figures. Amounts are rao as decimal text. */
export interface DemoReport {
  readonly network: string;
  readonly coldkey: string;
  readonly hotkey: string;
  readonly netuid: number;
  readonly uid: number;
  readonly priceLimitRao: string;
  readonly pricePaidRao: string;
  readonly estimatedFeeRao: string;
  readonly paidFeeRao: string;
  readonly signal: {
    readonly uuid: string;
    readonly state: string;
    readonly validatorsAsked: number;
    readonly validatorsAccepted: number;
  };
  /** From the first step to the last validator's answer. */
  readonly seconds: number;
}
