/** A column of the board: a Findem stage, and the stages of Lever's that it holds. */
export interface BoardColumn {
  readonly name: string;
  readonly stageIds: readonly string[];
}

/** What a rival is started with. */
export interface Surroundings {
  /** Of Lever, with /v1. */
  readonly leverUrl: string;
  readonly apiKey: string;
  /** The connection's id in the graph: ids are made of it. */
  readonly connectionId: string;
  readonly inboundStageIds: readonly string[];
  readonly board: readonly BoardColumn[];
}

/**
 * Reads them from the environment.
 * @throws Error naming the variable that is missing
 */
export function readSurroundings(environment: NodeJS.ProcessEnv = process.env): Surroundings {
  const need = (name: string): string => {
    const value = environment[name];
    if (value === undefined) throw new Error(`${name} is not set: the benchmark starts the rivals`);
    return value;
  };
  return {
    leverUrl: need("LEVER_API_URL"),
    apiKey: need("LEVER_API_KEY"),
    connectionId: need("CONNECTION_ID"),
    inboundStageIds: JSON.parse(need("INBOUND_STAGE_IDS")) as readonly string[],
    board: JSON.parse(need("BOARD")) as readonly BoardColumn[],
  };
}
