/** The options of `breakglass evidence`. */
export interface Asked {
  readonly from: string;
  readonly to: string;
  readonly out: string;
  readonly asOf?: string;
  readonly sample?: number;
  readonly seed?: string;
  readonly stratify?: 'system';
  readonly sign?: string;
  readonly by?: string;
  readonly db?: string;
  readonly force?: true;
  readonly json?: true;
}
